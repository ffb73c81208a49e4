{{
    object_rows(
        [
            {
                "name": "contacts",
                "kind": "person",
                "status_field": "hs_lead_status",
                "owner_field": "hubspot_owner_id",
                "created_field": "createdate",
            },
            {"name": "companies", "kind": "account"},
            {
                "name": "deals",
                "kind": "opportunity",
                "stage_field": "dealstage",
                "created_field": "createdate",
                "closed_field": "closedate",
                "people_stream": "_associations",
            },
            {"name": "owners", "kind": "owner"},
            {"name": "calls", "kind": "activity", "activity_types": "call"},
            {"name": "emails", "kind": "activity", "activity_types": "email"},
            {"name": "meetings", "kind": "activity", "activity_types": "meeting"},
            {"name": "communications", "kind": "activity", "activity_types": "message"},
            {"name": "tasks", "kind": "activity", "activity_types": "task"},
        ]
    )
}}
