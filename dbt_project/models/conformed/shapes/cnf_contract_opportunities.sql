{{ union_vendors("contract_opportunities") }}
