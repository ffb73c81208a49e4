{{ union_vendors("record_owners") }}
