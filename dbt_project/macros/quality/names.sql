{#- A vendor's name as an identifier. adapter.quote() leaves quotation marks inside the name alone. -#}
{% macro quality_identifier(name) -%}
    {%- set mark = "\x22" -%} {{ mark ~ name | replace(mark, mark ~ mark) ~ mark }}
{%- endmacro %}


{#- A raw table by the vendor's name for it. -#}
{% macro quality_raw_table(system, object) -%}
    {{ quality_identifier(target.database) }}.{{ quality_identifier("raw_" ~ system) }}.
    {{ quality_identifier(object) }}
{%- endmacro %}
