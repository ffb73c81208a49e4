{{ union_vendors("record_links") }}
