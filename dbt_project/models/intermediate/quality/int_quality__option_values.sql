{%- set value_selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_list and row.is_readable and row.column_name -%}
        {%- set value = quality_identifier(row.column_name) -%}
        {%- set created = (
            quality_identifier(row.created_column)
            if row.created_column
            else instant_literal(none)
        ) -%}
        {%- set select_values -%}
            select
                {{ quality_literal(system) }} as source_system,
                {{ quality_literal(row.object) }} as source_object,
                {{ quality_literal(row.field) }} as field,
                {{ value }} as value,
                count(*) as records,
                min({{ created }}) as first_created_at,
                max({{ created }}) as last_created_at
            from {{ quality_raw_table(system, row.object) }}
            where _deleted_at is null and not {{ quality_is_blank(value) }}
            group by {{ value }}
        {%- endset -%}
        {%- do value_selects.append(select_values) -%}
    {%- endfor -%}
{%- endfor %}

with
    written as (
        {{
            gathered("option_values", value_selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "value": "text",
                    "records": "bigint",
                    "first_created_at": "timestamp",
                    "last_created_at": "timestamp",
                }
            )
        }}
    )

-- A placeholder is no value, whether or not the list declares it.
select written.*
from written
left join
    {{ ref("placeholder") }} as placeholders
    on written.source_system = placeholders.source_system
    and written.source_object = placeholders.source_object
    and written.field = placeholders.field
    and placeholders.is_counted_empty
    and {{ quality_word("written.value") }} = placeholders.placeholder
where placeholders.placeholder is null
