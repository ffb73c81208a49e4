{{
    opportunity_metric(
        "days_to_win",
        "close_date",
        counts="is_won and days_to_close is not null",
        numerator="days_to_close",
        denominator="1",
    )
}}
