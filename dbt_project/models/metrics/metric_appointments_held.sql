{{
    activity_metric(
        "appointments_held",
        counts="activity_type = 'meeting' and is_contact",
    )
}}
