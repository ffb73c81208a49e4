{#- The kinds of period in which metrics are told, the shortest first. -#}
{% macro period_types() -%} {{ return(["week", "month", "quarter", "year"]) }} {%- endmacro %}


{#- Days that a week begins after Monday counts back from, by the glossary's first day. -#}
{% macro week_shift_days() -%}
    {%- set first = glossary("week_starts_on") | trim | replace("'", "") -%}
    {{ return({"monday": 0, "sunday": 1, "saturday": 2}[first]) }}
{%- endmacro %}


{#- Months that the financial year begins after January. -#}
{% macro fiscal_shift_months() -%}
    {{ return((glossary("fiscal_year_starts_in") | trim | int) - 1) }}
{%- endmacro %}


{#- First day of the period of a kind in which a day lies. -#}
{% macro period_start(period_type, day) -%}
    {%- if period_type == "week" -%}
        {%- set shift = week_shift_days() -%}
        {%- set shifted = dbt.dateadd("day", shift, day) -%}
        cast({{ dbt.dateadd("day", 0 - shift, dbt.date_trunc("week", shifted)) }} as date)
    {%- elif period_type == "month" -%} cast({{ dbt.date_trunc("month", day) }} as date)
    {%- else -%}
        {%- set shift = fiscal_shift_months() % (3 if period_type == "quarter" else 12) -%}
        {#- a month has no 31st everywhere: back from its first day -#}
        {%- set shifted = dbt.dateadd("month", 0 - shift, dbt.date_trunc("month", day)) -%}
        cast({{ dbt.dateadd("month", shift, dbt.date_trunc(period_type, shifted)) }} as date)
    {%- endif -%}
{%- endmacro %}


{#- The same of a kind that is known only to the row. -#}
{% macro period_start_of(period_type, day) -%}
    case
        {%- for type in period_types() %}
            when {{ period_type }} = '{{ type }}' then {{ period_start(type, day) }}
        {%- endfor %}
    end
{%- endmacro %}


{#- First day of the period so many periods later than the one that begins on a day; `count` is a number
    or an expression, negative for earlier. -#}
{% macro period_later(period_type, start, count) -%}
    {%- if period_type == "week" -%} cast({{ dbt.dateadd("day", "7 * " ~ count, start) }} as date)
    {%- else -%}
        {%- set months = {"month": 1, "quarter": 3, "year": 12}[period_type] -%}
        cast({{ dbt.dateadd("month", months ~ " * " ~ count, start) }} as date)
    {%- endif -%}
{%- endmacro %}


{#- How people call the period that begins on a day: 2026-W07, 2026-02, FY2026-Q1, FY2026. -#}
{% macro period_label(period_type, start) -%}
    {%- if period_type in ["week", "month"] -%}
        {#- a week is called by its Thursday, as ISO 8601 has it: each has one, whatever its first day -#}
        {%- set thursday = dbt.dateadd("day", 3 + week_shift_days(), start) -%}
        {%- set day = thursday if period_type == "week" else start -%}
        {{ period_number("year", day) }}
        || '-'
        || {{ "'W' || " if period_type == "week" }} lpad(
            {{ period_number(period_type, day) }}, 2, '0'
        )
    {%- else -%}
        {%- set shift = fiscal_shift_months() -%}
        {%- set in_year = dbt.dateadd("month", 0 - shift, start) -%}
        {%- set named = glossary("fiscal_year_named_by") | trim | replace("'", "") -%}
        {%- set year_day = dbt.dateadd(
            "year", 1 if shift and named == "last_day" else 0, in_year
        ) -%}
        'FY' || {{ period_number("year", year_day) }}
        {%- if period_type == "quarter" %} || '-Q' || {{ period_number("quarter", in_year) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- Where the period of a row ends and what it is called, of a kind that is known only to the row: next_start,
    the first day after it, and period_label. -#}
{% macro end_and_label_of_period(relation) -%}
    case
        {%- for type in period_types() %}
            when {{ relation }}.period_type = '{{ type }}'
            then {{ period_later(type, relation ~ ".period_start", 1) }}
        {%- endfor %}
    end as next_start,
    case
        {%- for type in period_types() %}
            when {{ relation }}.period_type = '{{ type }}'
            then {{ period_label(type, relation ~ ".period_start") }}
        {%- endfor %}
    end as period_label
{%- endmacro %}


{#- A part of a date as text. -#}
{% macro period_number(part, day) -%} {{ as_text(part_of_date(part, day)) }} {%- endmacro %}


{#- Type of a metric's value: money, counts and shares alike. -#}
{% macro metric_type() -%} decimal(28, 6) {%- endmacro %}
