{#- Joins SELECTs by union all, at most sixty to a level: a chain of thousands is nested deeper than
    the parsers of DuckDB and Postgres allow. -#}
{% macro union_of(selects) -%}
    {%- set groups = [] -%}
    {%- for chunk in selects | batch(60) -%}
        {%- do groups.append(
            "select * from (\n" ~ chunk | join("\nunion all\n") ~ "\n) as chunk"
        ) -%}
    {%- endfor -%}
    {{ return(groups | join("\nunion all\n")) }}
{%- endmacro %}


{#- One SELECT over the rows of many SELECTs; `at_once` of them are in memory together. -#}
{% macro gathered(name, selects, at_once=100) -%}
    {{ return(adapter.dispatch("gathered")(name, selects, at_once)) }}
{%- endmacro %}


{% macro default__gathered(name, selects, at_once) -%}
    {{ return(union_of(selects)) }}
{%- endmacro %}


{#- Many are gathered in a temporary table first, some at a time: planning one union takes time and memory
    with the square of its branches, and DuckDB runs all of them side by side. -#}
{% macro duckdb__gathered(name, selects, at_once) -%}
    {%- if not execute or selects | length <= at_once -%}
        {{ return(union_of(selects)) }}
    {%- endif -%}
    {%- do run_query("drop table if exists " ~ name) -%}
    {%- for chunk in selects | batch(at_once) -%}
        {%- if loop.first -%} {%- set into = "create temporary table " ~ name ~ " as " -%}
        {%- else -%} {%- set into = "insert into " ~ name ~ " " -%}
        {%- endif -%}
        {%- do run_query(into ~ union_of(chunk)) -%}
    {%- endfor -%}
    {{ return("select * from " ~ name) }}
{%- endmacro %}


{% macro postgres__gathered(name, selects, at_once) -%}
    {{ return(duckdb__gathered(name, selects, at_once)) }}
{%- endmacro %}
