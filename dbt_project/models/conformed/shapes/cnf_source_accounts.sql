{{ union_vendors("source_accounts") }}
