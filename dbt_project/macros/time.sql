{#- The instant this run judges the data at, UTC. The only clock a model may read. -#}
{% macro as_of() -%} (select as_of from {{ ref("stg_ops__run_context") }}) {%- endmacro %}


{#- The day of `as_of` in the reporting time zone. -#}
{% macro reporting_day() -%}(select today from {{ ref("int_today__reported") }}) {%- endmacro %}


{#- The calendar date of a UTC instant in the reporting time zone both teams signed. -#}
{% macro reporting_date(instant) -%}
    {%- set zone = glossary("reporting_time_zone") | trim | replace("'", "") -%}
    {%- if zone in ["UTC", "Etc/UTC"] -%} cast({{ instant }} as date)
    {%- else -%} {{ local_date(instant, "'" ~ zone ~ "'") }}
    {%- endif -%}
{%- endmacro %}


{#- The time of day of a UTC instant in the reporting time zone, as 09:30. -#}
{% macro reporting_time(instant) -%}
    {%- set zone = glossary("reporting_time_zone") | trim | replace("'", "") -%}
    {%- if zone in ["UTC", "Etc/UTC"] -%} substr({{ as_text(instant) }}, 12, 5)
    {%- else -%} substr({{ as_text(clock_time(instant, "'" ~ zone ~ "'")) }}, 12, 5)
    {%- endif -%}
{%- endmacro %}


{#- The UTC instant at which a calendar date begins in the reporting time zone. -#}
{% macro start_of_reporting_date(day) -%}
    {%- set zone = glossary("reporting_time_zone") | trim | replace("'", "") -%}
    {%- if zone in ["UTC", "Etc/UTC"] -%} cast({{ day }} as {{ dbt.type_timestamp() }})
    {%- else -%} {{ start_of_local_date(day, "'" ~ zone ~ "'") }}
    {%- endif -%}
{%- endmacro %}


{#- The calendar date of a UTC instant in a zone that is known only to the row. -#}
{% macro local_date(instant, zone) -%} cast({{ clock_time(instant, zone) }} as date) {%- endmacro %}


{#- The UTC instant at which a calendar date begins in a zone that is known only to the row. -#}
{% macro start_of_local_date(day, zone) -%}
    {{ instant_of_clock_time("cast(" ~ day ~ " as " ~ dbt.type_timestamp() ~ ")", zone) }}
{%- endmacro %}


{#- Whole calendar days from one date to another; negative when the second is earlier. -#}
{% macro days_between(first_day, second_day) -%}
    cast({{ dbt.datediff(first_day, second_day, "day") }} as bigint)
{%- endmacro %}


{#- An entry has an instant (entered_at) or, where its record has a date without time, a day
    (entered_date) that was picked in the calendar of a zone (picked_in, else null). This is the
    first instant it may stand for; for the last one, see latest_instant. -#}
{% macro earliest_instant(entry="") -%}
    {%- set at = entry ~ "." if entry else "" -%}
    coalesce({{ start_of_local_date(at ~ "entered_date", at ~ "picked_in") }}, {{ at }}entered_at)
{%- endmacro %}


{#- The instant at which the day of an entry is over, or the entry's own. -#}
{% macro latest_instant(entry="") -%}
    {%- set at = entry ~ "." if entry else "" -%}
    coalesce(
        {{ start_of_local_date(dbt.dateadd("day", 1, at ~ "entered_date"), at ~ "picked_in") }},
        {{ at }}entered_at
    )
{%- endmacro %}


{#- The calendar day of an entry in the calendar of a zone; a day that was picked stays that day. -#}
{% macro day_of_entry(zone, entry="") -%}
    {%- set at = entry ~ "." if entry else "" -%}
    case
        when {{ at }}picked_in is not null
        then {{ at }}entered_date
        else {{ local_date(at ~ "entered_at", zone) }}
    end
{%- endmacro %}
