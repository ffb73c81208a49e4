{#- The instant this run judges the data at, UTC. The only clock a model may read. -#}
{% macro as_of() -%} (select as_of from {{ ref("stg_ops__run_context") }}) {%- endmacro %}


{#- The calendar date of a UTC instant in the reporting time zone both teams signed. -#}
{% macro reporting_date(instant) -%}
    {%- set zone = glossary("reporting_time_zone") | trim | replace("'", "") -%}
    {%- if zone in ["UTC", "Etc/UTC"] -%} cast({{ instant }} as date)
    {%- else -%} cast((({{ instant }}) at time zone 'UTC') at time zone '{{ zone }}' as date)
    {%- endif -%}
{%- endmacro %}


{#- The UTC instant at which a calendar date begins in the reporting time zone. -#}
{% macro start_of_reporting_date(day) -%}
    {%- set zone = glossary("reporting_time_zone") | trim | replace("'", "") -%}
    {%- if zone in ["UTC", "Etc/UTC"] -%} cast({{ day }} as timestamp)
    {%- else -%}((cast({{ day }} as timestamp) at time zone '{{ zone }}') at time zone 'UTC')
    {%- endif -%}
{%- endmacro %}


{#- Whole calendar days from one date to another; negative when the second is earlier. -#}
{% macro days_between(first_day, second_day) -%}
    cast(cast({{ second_day }} as date) - cast({{ first_day }} as date) as bigint)
{%- endmacro %}
