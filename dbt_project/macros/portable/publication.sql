{#- Schemas carry their plain names. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%} {{ target.schema }}
    {%- else -%} {{ adapter.dispatch("layer_schema")(custom_schema_name) }}
    {%- endif -%}
{%- endmacro %}


{% macro default__layer_schema(layer) -%} {{ layer }} {%- endmacro %}


{#- On Postgres the published layers are built beside the ones being read and swapped in by the warehouse
    when every check has passed. -#}
{% macro postgres__layer_schema(layer) -%}
    {{ "build_" ~ layer if layer in ["marts", "quality"] else layer }}
{%- endmacro %}


{#- The database in which readers see the last publication; none before the first one. -#}
{% macro publication_database() -%}
    {{ return(adapter.dispatch("publication_database")()) }}
{%- endmacro %}


{% macro default__publication_database() -%} {{ return(target.database) }} {%- endmacro %}


{#- DuckDB serves readers from a file of its own; it is attached to be read. -#}
{% macro duckdb__publication_database() -%}
    {%- set path = env_var("HYMNSHEET_DBT_PUBLISHED_PATH", "") -%}
    {%- if not execute or not path -%} {{ return(none) }} {%- endif -%}
    {%- do run_query(
        "attach if not exists "
        ~ quality_literal(path)
        ~ " as last_publication (read_only)"
    ) -%}
    {{ return("last_publication") }}
{%- endmacro %}
