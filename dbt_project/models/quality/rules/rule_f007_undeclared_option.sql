{%- set value_selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_list and row.is_readable and row.column_name -%}
        {%- set select_values -%}
            select
                {{ quality_literal(system) }} as source_system,
                {{ quality_literal(row.object) }} as source_object,
                {{ quality_literal(row.field) }} as field,
                id as source_id,
                {{ quality_identifier(row.column_name) }} as value
            from {{ quality_raw_table(system, row.object) }}
            where _deleted_at is null
        {%- endset -%}
        {%- do value_selects.append(select_values) -%}
    {%- endfor -%}
{%- endfor %}

with
    written as (
        {{
            union_of(value_selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "source_id": "text",
                    "value": "text",
                }
            )
        }}
    ),

    judged as (
        select
            source_system,
            source_object,
            field,
            value,
            min(
                case when not is_active_option then {{ byte_order("part") }} end
            ) as first_undeclared_part
        from {{ ref("int_quality__option_parts") }}
        group by source_system, source_object, field, value
    )

select
    'F007' as rule_id,
    written.source_system,
    written.source_object,
    written.field,
    written.source_id,
    judged.first_undeclared_part is not null as is_failed,
    'not an active option: ' || left(judged.first_undeclared_part, 255) as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from written
inner join
    judged
    on written.source_system = judged.source_system
    and written.source_object = judged.source_object
    and written.field = judged.field
    and written.value = judged.value
