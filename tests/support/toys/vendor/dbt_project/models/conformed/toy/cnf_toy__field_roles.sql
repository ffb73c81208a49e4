{{
    literal_rows(
        {"source_object": "text", "field": "text", "field_role": "text"},
        [
            ("contacts", "mail", "email"),
            ("contacts", "first_name", "first_name"),
            ("contacts", "last_name", "last_name"),
            ("contacts", "heard_of_us", "lead_source"),
            ("deals", "title", "opportunity_name"),
            ("deals", "stage", "stage"),
            ("deals", "worth", "amount"),
            ("deals", "closes_on", "close_date"),
        ],
    )
}}
