{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_readable and not row.is_system and row.column_name -%}
        {%- if kind_of_type(row.column_type) != "text" -%}
            {%- set fault = faults.get((system, row.object, row.field), {}) -%}
            {%- do selects.append(quality_column_statistics(system, row, fault)) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endfor %}

-- How many records fill a field, and with what.
with
    typed as (
        {{
            gathered("typed_values", selects, at_once=8) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "filled": "bigint",
                    "distinct_values": "bigint",
                    "min_value": "text",
                    "max_value": "text",
                    "top_value": "text",
                    "top_value_count": "bigint",
                }
            )
        }}
    )

select
    source_system,
    source_object,
    field,
    filled,
    distinct_values,
    min_value,
    max_value,
    top_value,
    top_value_count
from typed
union all
select
    source_system,
    source_object,
    field,
    filled,
    distinct_values,
    min_value,
    max_value,
    top_value,
    top_value_count
from {{ ref("int_quality__text_statistics") }}
