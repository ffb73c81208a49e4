{{ union_vendors("currency_rates") }}
