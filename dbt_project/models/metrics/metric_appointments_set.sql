{{
    activity_metric(
        "appointments_set",
        counts="activity_type = 'meeting' and created_at is not null",
        day=reporting_date("created_at"),
    )
}}
