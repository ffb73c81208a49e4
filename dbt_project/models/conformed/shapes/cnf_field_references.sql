{{ union_vendors("field_references") }}
