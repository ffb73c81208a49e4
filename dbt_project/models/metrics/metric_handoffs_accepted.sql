{{
    handoff_metric(
        "handoffs_accepted",
        counts="handoffs.outcome <> 'pending'",
        numerator="cast(handoffs.outcome = 'accepted' as integer)",
    )
}}
