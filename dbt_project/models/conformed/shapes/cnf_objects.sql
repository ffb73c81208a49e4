{{ union_vendors("objects") }}
