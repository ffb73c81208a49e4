{{ union_vendors("owners") }}
