{{
    marketing_metric(
        "cost_per_click",
        "advertising",
        numerator="spend_amount_corporate",
        denominator="count_clicks",
    )
}}
