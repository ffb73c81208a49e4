{{ union_vendors("marketing_spend") }}
