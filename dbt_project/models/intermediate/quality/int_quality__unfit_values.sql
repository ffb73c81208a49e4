{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_objects_with_misfits(system) -%}
        {%- do selects.append(quality_misfits_of(system, row)) -%}
    {%- endfor -%}
{%- endfor %}

-- One row per value that its vendor's own type does not fit, on records that are alive.
{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "source_id": "text",
            "declared_type": "text",
            "value": "text",
            "created_at": "timestamp",
        }
    )
}}
