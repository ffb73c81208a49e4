{{ union_vendors("reference_kinds") }}
