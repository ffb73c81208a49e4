{{
    opportunity_metric(
        "opened_amount",
        "created_date",
        counts="amount_corporate is not null",
        numerator="amount_corporate",
    )
}}
