{{
    activity_metric(
        "connects",
        counts="activity_type = 'call' and is_attempt and is_contact",
    )
}}
