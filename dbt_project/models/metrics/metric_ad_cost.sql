{{ marketing_metric("ad_cost", "advertising", numerator="spend_amount_corporate") }}
