{{ stage_field_dates("salesforce", ["lead", "contact"]) }}
