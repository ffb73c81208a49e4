{{ union_vendors("field_writes") }}
