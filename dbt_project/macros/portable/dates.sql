{#- The year, quarter, month or ISO week of a date, as a number. -#}
{% macro part_of_date(part, day) -%}
    {{ return(adapter.dispatch("part_of_date")(part, day)) }}
{%- endmacro %}


{% macro default__part_of_date(part, day) -%}
    cast(extract({{ part }} from {{ day }}) as integer)
{%- endmacro %}


{% macro bigquery__part_of_date(part, day) -%}
    extract({{ "isoweek" if part == "week" else part }} from {{ day }})
{%- endmacro %}


{% macro snowflake__part_of_date(part, day) -%}
    extract({{ "weekiso" if part == "week" else part }} from {{ day }})
{%- endmacro %}
