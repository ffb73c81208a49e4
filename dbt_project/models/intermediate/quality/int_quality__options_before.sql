{%- set columns = {
    "source_system": "text",
    "source_object": "text",
    "field": "text",
    "value": "text",
    "label": "text",
    "is_declared": "boolean",
    "is_active": "boolean",
} -%}
{{ config(meta={"reads_publication": {"quality.field_option": columns | list}}) }}

{{ previous_publication("field_option", columns) }}
