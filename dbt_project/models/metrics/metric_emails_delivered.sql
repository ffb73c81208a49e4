{{ marketing_metric("emails_delivered", "mailing", numerator="count_deliveries") }}
