{#- One row per row of a relation and entry of `cells`, a list of (name, column, …): the columns that are
    kept, the entry's name as `name_column`, and each of its columns under the name that stands at its
    place in `value_columns`. -#}
{% macro columns_as_rows(relation, keep, cells, name_column, value_columns) -%}
    {{
        return(
            adapter.dispatch("columns_as_rows")(relation, keep, cells, name_column, value_columns)
        )
    }}
{%- endmacro %}


{% macro default__columns_as_rows(relation, keep, cells, name_column, value_columns) -%}
    {%- set selects = [] -%}
    {%- for cell in cells -%}
        {%- set select_cell -%}
            select
                {{ keep | join(", ") }},
                {{ quality_literal(cell[0]) }} as {{ name_column }}
                {%- for name in value_columns %}, {{ cell[loop.index] }} as {{ name }} {%- endfor %}
            from {{ relation }} as wide
        {%- endset -%}
        {%- do selects.append(select_cell) -%}
    {%- endfor -%}
    {{ return(union_of(selects)) }}
{%- endmacro %}


{#- Arrays of one length are unnested side by side: the relation is read once. -#}
{% macro duckdb__columns_as_rows(relation, keep, cells, name_column, value_columns) -%}
    {%- set names = [] -%}
    {%- for cell in cells -%} {%- do names.append(quality_literal(cell[0])) -%} {%- endfor -%}
    select
        {{ keep | join(", ") }},
        unnest(array[{{ names | join(", ") }}]) as {{ name_column }}
        {%- for name in value_columns %}
            , unnest(array[{{ cells | map(attribute=loop.index) | join(", ") }}]) as {{ name }}
        {%- endfor %}
    from {{ relation }} as wide
{%- endmacro %}


{% macro postgres__columns_as_rows(relation, keep, cells, name_column, value_columns) -%}
    {{ return(duckdb__columns_as_rows(relation, keep, cells, name_column, value_columns)) }}
{%- endmacro %}
