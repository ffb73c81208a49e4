{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for pair in quality_date_pairs(system) -%}
        {%- do selects.append(quality_dated_records_of(system, pair)) -%}
    {%- endfor -%}
{%- endfor %}

-- Records with two dates of which one ends what the other begins.
{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "source_id": "text",
            "other_field": "text",
            "is_reversed": "boolean",
            "told": "text",
            "other_told": "text",
        }
    )
}}
