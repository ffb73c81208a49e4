{#- The greatest, or the least, of several values that may be null: nulls do not count. On Snowflake and
    BigQuery one null makes greatest() null, so there each value steps in for a missing one. -#}
{% macro greatest_of(values) -%}
    {{ return(adapter.dispatch("greatest_of")(values)) }}
{%- endmacro %}


{% macro default__greatest_of(values) -%} greatest({{ each_or_another(values) }}) {%- endmacro %}


{% macro duckdb__greatest_of(values) -%} greatest({{ values | join(", ") }}) {%- endmacro %}


{% macro postgres__greatest_of(values) -%} greatest({{ values | join(", ") }}) {%- endmacro %}


{% macro least_of(values) -%} {{ return(adapter.dispatch("least_of")(values)) }} {%- endmacro %}


{% macro default__least_of(values) -%} least({{ each_or_another(values) }}) {%- endmacro %}


{% macro duckdb__least_of(values) -%} least({{ values | join(", ") }}) {%- endmacro %}


{% macro postgres__least_of(values) -%} least({{ values | join(", ") }}) {%- endmacro %}


{% macro each_or_another(values) -%}
    {%- for value in values -%}
        coalesce({{ ([value] + values) | join(", ") }}) {{- ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
