{{ union_vendors("product_costs") }}
