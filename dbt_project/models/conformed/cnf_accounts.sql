{{ union_vendors("accounts") }}
