{%- set selects = [] -%}
{%- for made in quality_made_breaks() -%}
    {%- do selects.append(quality_break_makers_of(made)) -%}
{%- endfor %}

{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "break_kind": "text",
            "value": "text",
            "source": "text",
            "maker": "text",
            "records_before": "bigint",
            "hits_before": "bigint",
            "records_after": "bigint",
            "hits_after": "bigint",
        }
    )
}}
