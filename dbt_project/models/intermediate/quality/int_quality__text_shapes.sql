{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_fields_of_digits(system) -%}
        {%- set fault = faults.get((system, row.object, row.field), {}) -%}
        {%- do selects.append(quality_text_shapes_of(system, row, fault.get("empty", []))) -%}
    {%- endfor -%}
{%- endfor %}

-- How many values of a text field are numbers, and how many are days.
{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "numbers": "bigint",
            "marked_numbers": "bigint",
            "distinct_numbers": "bigint",
            "shortest_number": "integer",
            "longest_number": "integer",
            "days": "bigint",
        }
    )
}}
