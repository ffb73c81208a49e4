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


{#- True where a column of a raw table holds a value; white space and what counts as empty are none, raw: white
    space alone. Texts are held against the spellings that were found in them, which costs a tenth of trimming
    each; where they are many, against the words. -#}
{% macro quality_is_filled(row, fault, raw=false) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- set empty = [] if raw else fault.get("empty", []) -%}
    {%- set spellings = fault.get("blank", []) + ([] if raw else fault.get("spellings", [])) -%}
    {{ column }} is not null
    {%- if kind == "text" and spellings | length > 50 %}
        and not {{ quality_is_blank(column) }}
        {%- if empty %}
            and {{ quality_word(column) }} not in ({{ quality_literals(empty) }})
        {%- endif %}
    {%- elif kind == "text" and spellings %}
        and {{ column }} not in ({{ quality_literals(spellings) }})
    {%- elif kind in ["date", "timestamp"] and empty %}
        and {{ as_text("cast(" ~ column ~ " as date)") }} not in ({{ quality_literals(empty) }})
    {%- endif %}
{%- endmacro %}


{#- What a column holds, null where that is no value: to be counted. -#}
{% macro quality_filled_value(row, fault, raw=false) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set filled = quality_is_filled(row, fault, raw) -%}
    {%- if filled == column ~ " is not null" -%} {{ column }}
    {%- else -%} case when {{ filled }} then {{ column }} end
    {%- endif -%}
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


{#- Of columns of one object: how many of the youngest records fill them, and the creation of the last that
    does: (source_system, source_object, field, filled_90d, filled_365d, last_filled_created_at). One pass. -#}
{% macro quality_fill_dates_of(system, rows, starts, faults) -%}
    {%- set object = rows[0].object -%}
    {%- set created = quality_identifier(rows[0].created_column) -%}
    {%- set cells = [] -%}
    {%- for row in rows -%}
        {%- do cells.append((row.field, "filled_" ~ loop.index, "last_" ~ loop.index)) -%}
    {%- endfor -%}
    {%- set wide -%}
        (
            select
                recency
                {%- for row in rows %}
                    {%- set fault = faults.get((system, row.object, row.field), {}) %}
                    , count({{ quality_filled_value(row, fault) }}) as {{ cells[loop.index0][1] }}
                    , max(
                        case when {{ quality_is_filled(row, fault) }} then created_at end
                    ) as {{ cells[loop.index0][2] }}
                {%- endfor %}
            from
                (
                    select
                        records.*,
                        {{ created }} as created_at,
                        case
                            when {{ created }} >= {{ starts.days_90 }}
                            then 90
                            when {{ created }} >= {{ starts.days_365 }}
                            then 365
                        end as recency
                    from {{ quality_raw_table(system, object) }} as records
                    where _deleted_at is null
                ) as dated
            group by recency
        )
    {%- endset %}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(object) }} as source_object,
        field,
        cast(sum(case when recency = 90 then filled else 0 end) as bigint) as filled_90d,
        cast(sum(case when recency is not null then filled else 0 end) as bigint) as filled_365d,
        max(last_created_at) as last_filled_created_at
    from
        (
            {{ columns_as_rows(wide, ["recency"], cells, "field", ["filled", "last_created_at"]) }}
        ) as filled_by_age
    group by field
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
