{{
    activity_metric(
        "connect_rate",
        counts="activity_type = 'call' and is_attempt",
        numerator="cast(is_contact as integer)",
        denominator="1",
    )
}}
