{%- set selects = [] -%}
{%- for place, told in quality_told_apart().items() -%}
    {%- do selects.append(quality_likenesses_of(place, told)) -%}
{%- endfor %}

-- What each living record of a person, an account or an opportunity holds, as one key.
{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "source_id": "text",
            "likeness": "text",
            "telling_values": "integer",
            "created_at": "timestamp",
            "is_attempt": "boolean",
        }
    )
}}
