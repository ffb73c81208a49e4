{#- Schemas carry their plain names. On Postgres the published layers are built beside the ones
    being read and swapped in by the warehouse when every check has passed. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%} {{ target.schema }}
    {%- elif target.type == "postgres" and custom_schema_name in ["marts", "quality"] -%}
        build_{{ custom_schema_name }}
    {%- else -%} {{ custom_schema_name }}
    {%- endif -%}
{%- endmacro %}
