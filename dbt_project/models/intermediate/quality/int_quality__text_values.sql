-- The values of each text field: a row per value that is blank or a placeholder, and one for all
-- others together. Few columns at once: one of which no two values are equal is held whole.
{%- set words = ref("int_quality__placeholder_words") -%}
{%- set own_texts = quality_places_in(ref("int_quality__own_texts")) -%}
{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_readable and not row.is_system and row.column_name -%}
        {%- if kind_of_type(row.column_type) == "text" -%}
            {%- set may_be_typed = (system, row.object, row.field) in own_texts -%}
            {%- do selects.append(quality_text_values_of(system, row, words, may_be_typed)) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endfor %}

with
    by_frequency as (
        {{
            gathered("text_values", selects, at_once=8) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "placeholder": "text",
                    "spelling": "text",
                    "held_by": "bigint",
                    "distinct_values": "bigint",
                    "min_value": "text",
                    "max_value": "text",
                    "numbers": "bigint",
                    "marked_numbers": "bigint",
                    "shortest_number": "integer",
                    "longest_number": "integer",
                    "days": "bigint",
                }
            )
        }}
    ),

    -- No unit test: it asks the warehouse for the columns that there are, and a unit test cannot
    -- stand
    -- in for those. tests/integration/quality shows what it counts.
    ranked as (
        select
            by_frequency.*,
            max(held_by) over (
                partition by source_system, source_object, field, placeholder, spelling
            ) as most_records
        from by_frequency
    )

select
    source_system,
    source_object,
    field,
    placeholder,
    spelling,
    cast(sum(held_by * distinct_values) as bigint) as records,
    cast(sum(distinct_values) as bigint) as distinct_values,
    min({{ byte_order("min_value") }}) as min_value,
    max({{ byte_order("max_value") }}) as max_value,
    min(case when held_by = most_records then {{ byte_order("min_value") }} end) as top_value,
    max(held_by) as top_value_count,
    cast(sum(held_by * numbers) as bigint) as numbers,
    cast(sum(held_by * marked_numbers) as bigint) as marked_numbers,
    cast(sum(numbers) as bigint) as distinct_numbers,
    min(shortest_number) as shortest_number,
    max(longest_number) as longest_number,
    cast(sum(held_by * days) as bigint) as days
from ranked
group by source_system, source_object, field, placeholder, spelling
