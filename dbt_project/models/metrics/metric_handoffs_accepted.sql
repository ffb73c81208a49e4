{{
    handoff_metric(
        "handoffs_accepted",
        counts="handoffs.outcome not in ('pending', 'unseen')",
        numerator="cast(handoffs.outcome = 'accepted' as integer)",
    )
}}
