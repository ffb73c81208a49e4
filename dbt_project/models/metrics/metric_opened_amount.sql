{{ amount_metric("opened_amount") }}
