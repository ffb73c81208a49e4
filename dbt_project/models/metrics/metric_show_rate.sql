{{
    activity_metric(
        "show_rate",
        counts="activity_type = 'meeting' and is_attempt",
        numerator="cast(is_contact as integer)",
        denominator="1",
    )
}}
