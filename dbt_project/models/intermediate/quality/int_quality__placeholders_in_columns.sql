{%- set selects = [] -%}
{%- set default_values = quality_default_values() -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_readable and not row.is_system and row.column_name -%}
        {%- set found = quality_placeholders_of(system, row, default_values) -%}
        {%- if found -%} {%- do selects.append(found) -%} {%- endif -%}
    {%- endfor -%}
{%- endfor %}

-- Words that stand where nothing was chosen, per field and spelling, in the columns themselves.
with
    in_other_columns as (
        {{
            gathered("found_placeholders", selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "placeholder": "text",
                    "spelling": "text",
                    "records": "bigint",
                }
            )
        }}
    )

select source_system, source_object, field, placeholder, spelling, records
from {{ ref("int_quality__text_values") }}
where placeholder <> ''
union all
select source_system, source_object, field, placeholder, spelling, records
from in_other_columns
