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
