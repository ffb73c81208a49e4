{{ union_vendors("stage_entries") }}
