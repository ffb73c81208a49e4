{#- The n-th part of a separated list, counted from 1; empty text where the list is shorter. On DuckDB
    dbt.split_part() is null there. -#}
{% macro list_part(list, separator, n) -%}
    {{ return(adapter.dispatch("list_part")(list, separator, n)) }}
{%- endmacro %}


{% macro default__list_part(list, separator, n) -%}
    split_part({{ list }}, '{{ separator }}', {{ n }})
{%- endmacro %}


{% macro bigquery__list_part(list, separator, n) -%}
    coalesce(split({{ list }}, '{{ separator }}')[safe_ordinal({{ n }})], '')
{%- endmacro %}


{#- One row per record and part of its separated list: the columns asked for, and `part`. -#}
{% macro split_lists(relation, columns, list, separator=";") -%}
    {{ return(adapter.dispatch("split_lists")(relation, columns, list, separator)) }}
{%- endmacro %}


{#- Up to 1024 parts. -#}
{% macro default__split_lists(relation, columns, list, separator) -%}
    select {{ columns | join(", ") }}, {{ list_part(list, separator, "numbers.n") }} as part
    from {{ relation }} as lists
    inner join
        ({{ numbers_to(1024) }}) as numbers
        on numbers.n <= length({{ list }}) - length(replace({{ list }}, '{{ separator }}', '')) + 1
{%- endmacro %}


{% macro duckdb__split_lists(relation, columns, list, separator) -%}
    select
        {{ columns | join(", ") }}, unnest(string_to_array({{ list }}, '{{ separator }}')) as part
    from {{ relation }} as lists
{%- endmacro %}


{% macro postgres__split_lists(relation, columns, list, separator) -%}
    {{ duckdb__split_lists(relation, columns, list, separator) }}
{%- endmacro %}


{#- One row per part of a separated list, without outer blanks: (id, part). -#}
{% macro list_parts(relation, id, list, separator=";") -%}
    select id, trim(part) as part
    from ({{ split_lists(relation, [id ~ " as id"], list, separator) }}) as parts
{%- endmacro %}
