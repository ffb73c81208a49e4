{{ stage_field_values("salesforce", ["lead", "contact"]) }}
