{%- set columns = {
    "source_system": "text",
    "source_object": "text",
    "field": "text",
    "label": "text",
    "data_type": "text",
    "filled": "bigint",
} -%}
{{ config(meta={"reads_publication": {"quality.field_profile": columns | list}}) }}

{{ previous_publication("field_profile", columns) }}
