{{ union_vendors("record_changes") }}
