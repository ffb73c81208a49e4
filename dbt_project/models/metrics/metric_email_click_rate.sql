{{
    marketing_metric(
        "email_click_rate",
        "mailing",
        numerator="count_clicks",
        denominator="count_deliveries",
    )
}}
