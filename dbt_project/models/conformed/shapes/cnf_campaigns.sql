{{ union_vendors("campaigns") }}
