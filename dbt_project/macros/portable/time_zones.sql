{#- A UTC instant as the clock of a zone shows it. `zone` is SQL: a literal or a column. -#}
{% macro clock_time(instant, zone) -%}
    {{ return(adapter.dispatch("clock_time")(instant, zone)) }}
{%- endmacro %}


{#- Snowflake, Redshift, Databricks. -#}
{% macro default__clock_time(instant, zone) -%}
    convert_timezone('UTC', {{ zone }}, {{ instant }})
{%- endmacro %}


{% macro duckdb__clock_time(instant, zone) -%}
    ((({{ instant }}) at time zone 'UTC') at time zone {{ zone }})
{%- endmacro %}


{% macro postgres__clock_time(instant, zone) -%}
    {{ duckdb__clock_time(instant, zone) }}
{%- endmacro %}


{% macro bigquery__clock_time(instant, zone) -%}
    timestamp(datetime({{ instant }}, {{ zone }}))
{%- endmacro %}


{#- The UTC instant at which the clock of a zone shows a time: the reverse of clock_time. -#}
{% macro instant_of_clock_time(clock_time, zone) -%}
    {{ return(adapter.dispatch("instant_of_clock_time")(clock_time, zone)) }}
{%- endmacro %}


{% macro default__instant_of_clock_time(clock_time, zone) -%}
    convert_timezone({{ zone }}, 'UTC', {{ clock_time }})
{%- endmacro %}


{% macro duckdb__instant_of_clock_time(clock_time, zone) -%}
    ((({{ clock_time }}) at time zone {{ zone }}) at time zone 'UTC')
{%- endmacro %}


{% macro postgres__instant_of_clock_time(clock_time, zone) -%}
    {{ duckdb__instant_of_clock_time(clock_time, zone) }}
{%- endmacro %}


{% macro bigquery__instant_of_clock_time(clock_time, zone) -%}
    timestamp(datetime({{ clock_time }}), {{ zone }})
{%- endmacro %}
