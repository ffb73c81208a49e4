{{ union_vendors("locked_records") }}
