{#- Compiled from glossary.yml and quality_rules.yml by `hymnsheet glossary compile`: do not edit.
    glossary('id') is the signed value of one setting, as a SQL literal. -#}
{% macro glossary(id) -%}
    {%- set values = {
        "reporting_time_zone": "'UTC'",
        "corporate_currency": "null",
        "fiscal_year_start_month": "1",
        "cohort_window_days": "180",
        "opportunity_window_days": "180",
        "recycle_idle_days": "180",
        "engagement_lookback_days": "180",
        "mql_score_threshold": "40",
        "sourced_rule": "'first_touch'",
        "attribution_model": "'position_based'",
        "attribution_half_life_days": "30",
        "close_rate_confidence_z": "1.959964",
        "working_hours_start": "'09:00'",
        "working_hours_end": "'17:00'",
        "working_days": "('monday', 'tuesday', 'wednesday', 'thursday', 'friday')",
        "holidays": "(null)",
    } -%}
    {%- if id not in values -%}
        {{ exceptions.raise_compiler_error("glossary: unknown " ~ id) }}
    {%- endif -%}
    {{ values[id] }}
{%- endmacro %}
