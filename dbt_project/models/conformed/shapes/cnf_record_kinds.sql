{{ union_vendors("record_kinds") }}
