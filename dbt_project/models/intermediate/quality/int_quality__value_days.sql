{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for followed in quality_followed_fields() -%}
    {%- do selects.append(quality_value_days_of(followed, faults)) -%}
{%- endfor %}

{{
    gathered("value_days", selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "value": "text",
            "created_on": "date",
            "records": "bigint",
        }
    )
}}
