{#- Body of a query: the whole numbers from 1, one a row: (n). dbt's series is of doubles on Postgres. -#}
{% macro numbers_to(count) -%}
    select cast(generated_number as integer) as n from ({{ dbt.generate_series(count) }}) as series
{%- endmacro %}


{#- A double of divided numbers as text, to the 15 digits that a double surely has: what is 0.04375 on paper
    may be a hair less in binary, and would then be rounded to the wrong side. -#}
{% macro fifteen_digits(expression) -%}
    {{ return(adapter.dispatch("fifteen_digits")(expression)) }}
{%- endmacro %}


{% macro default__fifteen_digits(expression) -%} cast({{ expression }} as numeric) {%- endmacro %}


{% macro duckdb__fifteen_digits(expression) -%} format('{:.15g}', {{ expression }}) {%- endmacro %}
