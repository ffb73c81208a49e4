{#- Compiled from glossary.yml and quality_rules.yml by `hymnsheet glossary compile`: do not edit.
    quality_parameter('name') is a number that several quality rules read. -#}
{% macro quality_parameter(name) -%}
    {%- set values = {
        "min_records": "30",
        "grace_days": "7",
        "abandoned_days": "365",
        "news_days": "7",
        "farthest_close_years": "50",
        "amount_tolerance": "1.0",
        "amount_tolerance_ratio": "0.01",
    } -%}
    {%- if name not in values -%}
        {{ exceptions.raise_compiler_error("quality_parameter: unknown " ~ name) }}
    {%- endif -%}
    {{ values[name] }}
{%- endmacro %}
