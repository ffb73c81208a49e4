{#- Compiled from glossary.yml and quality_rules.yml by `hymnsheet glossary compile`: do not edit.
    glossary('id') is the signed value of one setting, as a SQL literal. -#}
{% macro glossary(id) -%}
    {%- set values = {
        "reporting_time_zone": "'UTC'",
        "corporate_currency": "null",
        "cohort_window_days": "180",
        "opportunity_window_days": "180",
        "recycle_idle_days": "180",
        "close_rate_confidence_z": "1.959964",
    } -%}
    {%- if id not in values -%}
        {{ exceptions.raise_compiler_error("glossary: unknown " ~ id) }}
    {%- endif -%}
    {{ values[id] }}
{%- endmacro %}
