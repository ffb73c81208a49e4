{#- Body of a query: the whole numbers from 1, one a row: (n). dbt's series is of doubles on Postgres. -#}
{% macro numbers_to(count) -%}
    select cast(generated_number as integer) as n from ({{ dbt.generate_series(count) }}) as series
{%- endmacro %}
