{{
    literal_rows(
        {"source_object": "text", "field": "text", "field_role": "text"},
        [
            ("contacts", "hs_object_id", "record_id"),
            ("contacts", "firstname", "first_name"),
            ("contacts", "lastname", "last_name"),
            ("contacts", "email", "email"),
            ("contacts", "phone", "phone"),
            ("contacts", "jobtitle", "job_title"),
            ("contacts", "company", "company"),
            ("contacts", "country", "country"),
            ("contacts", "hs_analytics_source", "lead_source"),
            ("contacts", "hs_email_optout", "email_consent"),
            ("companies", "hs_object_id", "record_id"),
            ("companies", "name", "account_name"),
            ("companies", "country", "country"),
            ("deals", "hs_object_id", "record_id"),
            ("deals", "dealname", "opportunity_name"),
            ("deals", "dealstage", "stage"),
            ("deals", "amount", "amount"),
            ("deals", "closedate", "close_date"),
            ("deals", "hubspot_owner_id", "owner"),
        ],
    )
}}
