{{ union_vendors("record_values") }}
