{{ named_field_values("hubspot", ["contacts", "leads"]) }}
