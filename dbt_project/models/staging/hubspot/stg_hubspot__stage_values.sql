{{ stage_field_values("hubspot", ["contacts"]) }}
