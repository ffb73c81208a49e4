{{
    object_rows(
        [
            {
                "name": "contacts",
                "kind": "person",
                "status_field": "status",
                "created_field": "created_at",
            },
            {
                "name": "deals",
                "kind": "opportunity",
                "stage_field": "stage",
                "created_field": "created_at",
                "closed_field": "closes_on",
            },
            {"name": "owners", "kind": "owner"},
        ]
    )
}}
