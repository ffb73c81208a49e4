{{ marketing_metric("email_opens", "mailing", numerator="count_opens") }}
