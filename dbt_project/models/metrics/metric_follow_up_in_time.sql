{{
    handoff_metric(
        "follow_up_in_time",
        counts="responses.response_status in ('on_time', 'late', 'never', 'overdue')",
        numerator="cast(responses.response_status = 'on_time' as integer)",
    )
}}
