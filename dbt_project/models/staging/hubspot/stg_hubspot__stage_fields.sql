{{ stage_field_dates("hubspot", ["contacts", "leads"]) }}
