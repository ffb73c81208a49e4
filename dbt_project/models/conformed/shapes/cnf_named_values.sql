{{ union_vendors("named_values") }}
