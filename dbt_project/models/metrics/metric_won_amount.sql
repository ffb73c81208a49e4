{{ amount_metric("won_amount") }}
