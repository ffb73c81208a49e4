{#- What HubSpot calls the source of a value or of a record; those that say nothing of an actor are left out. -#}
{{
    literal_rows(
        {"source": "text", "actor_kind": "text"},
        [
            ("CRM_UI", "user"),
            ("CRM_UI_BULK_ACTION", "user"),
            ("BATCH_UPDATE", "user"),
            ("MOBILE_IOS", "user"),
            ("MOBILE_ANDROID", "user"),
            ("IMPORT", "import"),
            ("API", "integration"),
            ("INTEGRATION", "integration"),
            ("INTEGRATIONS_PLATFORM", "integration"),
            ("INTEGRATIONS_SYNC", "integration"),
            ("DATA_SYNC", "integration"),
            ("SALESFORCE", "integration"),
            ("AUTOMATION_PLATFORM", "automation"),
            ("WORKFLOWS", "automation"),
            ("FORM", "form"),
            ("FORMS", "form"),
        ],
    )
}}
