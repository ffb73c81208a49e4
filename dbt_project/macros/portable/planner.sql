{#- Run before each model, in its transaction. Postgres takes several equal columns for independent, and so
    a join on (system, object, id) for one row, for which it would walk the other side once a row: minutes
    where a hash takes a second. Nothing for engines that only hash. -#}
{% macro plan_by_hash() -%} {{ return(adapter.dispatch("plan_by_hash")()) }} {%- endmacro %}


{% macro default__plan_by_hash() %} {% endmacro %}


{% macro postgres__plan_by_hash() -%} set local enable_nestloop = off {%- endmacro %}
