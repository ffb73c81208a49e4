{#- On Postgres a number keeps how many places it was written with, so that 1 and 1.0000 would differ:
    a unit test compares numbers, not their spelling. What dbt does, with trimmed numbers. -#}
{% macro postgres__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
    {%- set kinds = {} -%}
    {%- for column in adapter.get_column_schema_from_query(get_empty_subquery_sql(main_sql)) -%}
        {%- do kinds.update({column.column: column.dtype}) -%}
    {%- endfor -%}
    {%- set told = [] -%}
    {%- for name in expected_column_names -%}
        {%- set is_number = kinds.get(name | replace('"', ""), "") in ("DECIMAL", "numeric") -%}
        {%- do told.append("trim_scale(" ~ name ~ ") as " ~ name if is_number else name) -%}
    {%- endfor -%}
    {#- dbt's own names: what it expects where nothing is expected reads the one that is actual -#}
    with
        dbt_internal_unit_test_actual as (
            select
                {{ told | join(", ") }},
                {{ dbt.string_literal("actual") }} as {{ adapter.quote("actual_or_expected") }}
            from ({{ main_sql }}) as _dbt_internal_unit_test_actual
        ),

        dbt_internal_unit_test_expected as (
            select
                {{ told | join(", ") }},
                {{ dbt.string_literal("expected") }} as {{ adapter.quote("actual_or_expected") }}
            from ({{ expected_fixture_sql }}) as _dbt_internal_unit_test_expected
        )

    select *
    from dbt_internal_unit_test_actual
    union all
    select *
    from dbt_internal_unit_test_expected
{%- endmacro %}
