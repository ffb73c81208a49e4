{#- An aggregate: what a group of rows of `rows`, a table or subquery by its name in the statement, holds. Equal
    texts, equal rows, in whatever order; texts of two engines cannot be compared. -#}
{% macro fingerprint_of(rows) -%}
    {{ return(adapter.dispatch("fingerprint_of")(rows)) }}
{%- endmacro %}


{% macro default__fingerprint_of(rows) -%}
    {{ sums_of_hashes("hash(" ~ rows ~ ")", "hugeint") }}
{%- endmacro %}


{% macro postgres__fingerprint_of(rows) -%}
    {{ sums_of_hashes("hashtextextended(cast(" ~ rows ~ " as text), 0)", "numeric") }}
{%- endmacro %}


{#- How many numbers of 64 bits there are, their sum, and what is left of each bit: two of one kind cancel each
    other there, but not in the sum. Of no rows there is a fingerprint, too. -#}
{% macro sums_of_hashes(number, sum_type) -%}
    {{ as_text("count(*)") }}
    || '/'
    || coalesce({{ as_text("sum(cast(" ~ number ~ " as " ~ sum_type ~ "))") }}, '')
    || '/'
    || coalesce({{ as_text("bit_xor(" ~ number ~ ")") }}, '')
{%- endmacro %}
