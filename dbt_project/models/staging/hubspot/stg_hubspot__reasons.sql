{{ reason_field_values("hubspot", ["contacts"]) }}
