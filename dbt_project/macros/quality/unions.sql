{#- A vendor's name as an identifier. adapter.quote() leaves quotation marks inside the name alone. -#}
{% macro quality_identifier(name) -%}
    {%- set mark = "\x22" -%} {{ mark ~ name | replace(mark, mark ~ mark) ~ mark }}
{%- endmacro %}


{#- A raw table by the vendor's name for it. -#}
{% macro quality_raw_table(system, object) -%}
    {{ quality_identifier(target.database) }}.{{ quality_identifier("raw_" ~ system) }}.
    {{ quality_identifier(object) }}
{%- endmacro %}


{#- Joins SELECTs by union all, at most sixty to a level: a chain of thousands is nested deeper than
    the parsers of DuckDB and Postgres allow. -#}
{% macro quality_union(selects) -%}
    {%- set groups = [] -%}
    {%- for chunk in selects | batch(60) -%}
        {%- do groups.append(
            "select * from (\n" ~ chunk | join("\nunion all\n") ~ "\n) as chunk"
        ) -%}
    {%- endfor -%}
    {{ return(groups | join("\nunion all\n")) }}
{%- endmacro %}


{#- One SELECT over the rows of many SELECTs. Hundreds are gathered in a temporary table first, a
    hundred at a time: planning one union takes time and memory with the square of its branches. -#}
{% macro quality_gathered(name, selects) -%}
    {%- if not execute or selects | length <= 100 -%}
        {{ return(quality_union(selects)) }}
    {%- endif -%}
    {%- do run_query("drop table if exists " ~ name) -%}
    {%- for chunk in selects | batch(100) -%}
        {%- if loop.first -%} {%- set into = "create temporary table " ~ name ~ " as " -%}
        {%- else -%} {%- set into = "insert into " ~ name ~ " " -%}
        {%- endif -%}
        {%- do run_query(into ~ quality_union(chunk)) -%}
    {%- endfor -%}
    {{ return("select * from " ~ name) }}
{%- endmacro %}
