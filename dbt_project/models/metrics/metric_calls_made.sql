{{
    activity_metric(
        "calls_made",
        counts="activity_type = 'call' and is_attempt",
    )
}}
