{{
    activity_metric(
        "cold_calls",
        counts="is_cold_call",
    )
}}
