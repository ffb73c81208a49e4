{# Generated from glossary.yml by `hymnsheet glossary compile`: do not edit. #}
{% macro glossary(id) -%}
    {%- set values = {"reporting_time_zone": "'UTC'"} -%} {{ values[id] }}
{%- endmacro %}
