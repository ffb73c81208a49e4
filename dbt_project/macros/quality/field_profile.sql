{#- Statistics of one column that is no text, in one pass: its values counted first, so that distinct values,
    range and the most frequent value come from the same groups. One row. With misfits in its fault, values
    that the column's type does not fit are counted with the others. -#}
{% macro quality_column_statistics(system, row, fault) -%}
    {%- set has_misfits = fault.get("has_misfits") -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        coalesce(cast(sum(records) as bigint), 0) as filled,
        count(*) as distinct_values,
        {{ quality_value_as_text("min(value)", row.column_type) }} as min_value,
        {{ quality_value_as_text("max(value)", row.column_type) }} as max_value,
        {% if has_misfits -%}
            coalesce(
        {%- endif %}
            {{
                quality_value_as_text(
                    "min(case when records = most_records then value end)", row.column_type
                )
            }}
        {%- if has_misfits %}
                , left(min(case when records = most_records then misfit end), 255))
        {%- endif %} as top_value,
        max(most_records) as top_value_count
    from
        (
            select counted.*, max(records) over () as most_records
            from
                (
                    select value, {%- if has_misfits %} misfit, {%- endif %} count(*) as records
                    from ({{ quality_filled_rows(system, row, fault) }}) as filled
                    group by value {%- if has_misfits %}, misfit {%- endif %}
                ) as counted
        ) as ranked
{%- endmacro %}


{#- One row per living record that fills the column: (value), and with misfits, misfit. -#}
{% macro quality_filled_rows(system, row, fault) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- set value -%}
        {%- if kind == "boolean" -%} {{ as_text(column) }}
        {%- elif kind == "text" -%} {{ byte_order(column) }}
        {%- else -%} {{ column }}
        {%- endif -%}
    {%- endset -%}
    {%- set has_misfits = fault.get("has_misfits") -%}
    {%- set words = quality_literals(fault.get("empty", [])) -%}
    select
        {{ value }} as value
        {%- if has_misfits %}, cast(null as {{ dbt.type_string() }}) as misfit {%- endif %}
    from {{ quality_raw_table(system, row.object) }}
    where _deleted_at is null and {{ quality_is_filled(row, fault) }}
    {%- if has_misfits %}
        union all
        select
            cast(
                null as {{ dbt.type_string() if kind == "boolean" else row.column_type }}
            ) as value,
            {{ byte_order("value") }} as misfit
        from {{ ref("int_quality__misfits") }}
        where
            source_system = {{ quality_literal(system) }}
            and source_object = {{ quality_literal(row.object) }}
            and field = {{ quality_literal(row.field) }}
            {%- if words %} and {{ quality_word("value") }} not in ({{ words }}) {%- endif %}
    {%- endif %}
{%- endmacro %}


{#- How many living records an object has, in all and by age, and the first in each window. One row. -#}
{% macro quality_object_statistics(system, object, created_column, starts) -%}
    {%- set created = (
        quality_identifier(created_column) if created_column else instant_literal(none)
    ) -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(object) }} as source_object,
        count(*) as records,
        coalesce({{ count_where(created ~ " >= " ~ starts.days_90) }}, 0) as records_90d,
        coalesce({{ count_where(created ~ " >= " ~ starts.days_365) }}, 0) as records_365d,
        cast(
            min(
                case when {{ created }} >= {{ starts.days_90 }} then {{ created }} end
            ) as {{ dbt.type_timestamp() }}
        ) as first_90d_at,
        cast(
            min(
                case when {{ created }} >= {{ starts.days_365 }} then {{ created }} end
            ) as {{ dbt.type_timestamp() }}
        ) as first_365d_at
    from {{ quality_raw_table(system, object) }}
    where _deleted_at is null
{%- endmacro %}


{#- A value as text, the same on both engines; at most 255 characters of it. -#}
{% macro quality_value_as_text(expression, column_type) -%}
    {%- if kind_of_type(column_type) == "double" -%} {{ double_as_text(expression) }}
    {%- else -%} left({{ as_text(expression) }}, 255)
    {%- endif -%}
{%- endmacro %}
