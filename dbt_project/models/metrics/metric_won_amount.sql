{{
    opportunity_metric(
        "won_amount",
        "close_date",
        counts="is_won and amount_corporate is not null",
        numerator="amount_corporate",
    )
}}
