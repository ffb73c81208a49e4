{{
    activity_metric(
        "emails_sent",
        counts="activity_type = 'email' and is_attempt",
    )
}}
