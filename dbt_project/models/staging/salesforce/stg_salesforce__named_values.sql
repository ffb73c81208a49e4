{{ named_field_values("salesforce", ["lead", "contact"]) }}
