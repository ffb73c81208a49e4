{#- Aggregate: of the values that are not null the one that comes first in `order`, which no two rows of
    a group share. -#}
{% macro first_known(value, order) -%}
    {{ return(adapter.dispatch("first_known")(value, order)) }}
{%- endmacro %}


{% macro default__first_known(value, order) -%}
    min_by({{ value }}, case when {{ value }} is not null then {{ order }} end)
{%- endmacro %}


{% macro duckdb__first_known(value, order) -%} arg_min({{ value }}, {{ order }}) {%- endmacro %}


{% macro postgres__first_known(value, order) -%}
    (array_agg({{ value }} order by {{ order }}) filter (where {{ value }} is not null))[1]
{%- endmacro %}
