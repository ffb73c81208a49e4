{{ union_vendors("contracts") }}
