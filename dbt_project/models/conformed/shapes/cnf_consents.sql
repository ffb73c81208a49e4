{{ union_vendors("consents") }}
