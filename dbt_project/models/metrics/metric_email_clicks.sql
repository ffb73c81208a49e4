{{ marketing_metric("email_clicks", "mailing", numerator="count_clicks") }}
