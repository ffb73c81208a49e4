{{ union_vendors("setup_changes") }}
