{{ union_vendors("activities") }}
