{{
    field_links(
        "stg_salesforce__leads",
        "lead",
        "lead_id",
        [
            {
                "field": "convertedcontactid",
                "column": "converted_contact_id",
                "system": "salesforce",
                "object": "contact",
                "relation": "is",
                "method": "lead_conversion",
            },
            {
                "field": "convertedaccountid",
                "column": "converted_account_id",
                "system": "salesforce",
                "object": "account",
                "relation": "account",
                "rank": 2,
            },
            {
                "field": "convertedopportunityid",
                "column": "converted_opportunity_id",
                "system": "salesforce",
                "object": "opportunity",
                "relation": "part",
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_salesforce__contacts",
        "contact",
        "contact_id",
        [
            {
                "field": "accountid",
                "column": "account_id",
                "system": "salesforce",
                "object": "account",
                "relation": "account",
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_salesforce__opportunities",
        "opportunity",
        "opportunity_id",
        [
            {
                "field": "accountid",
                "column": "account_id",
                "system": "salesforce",
                "object": "account",
                "relation": "account",
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_salesforce__opportunity_contact_roles",
        "opportunity_contact_role",
        "role_id",
        [
            {
                "field": "contactid",
                "column": "contact_id",
                "system": "salesforce",
                "object": "contact",
                "relation": "part",
            },
            {
                "field": "opportunityid",
                "column": "opportunity_id",
                "system": "salesforce",
                "object": "opportunity",
                "relation": "part",
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_salesforce__campaign_members",
        "campaign_member",
        "member_id",
        [
            {
                "field": "leadid",
                "column": "lead_id",
                "system": "salesforce",
                "object": "lead",
                "relation": "part",
            },
            {
                "field": "contactid",
                "column": "contact_id",
                "system": "salesforce",
                "object": "contact",
                "relation": "part",
            },
        ],
    )
}}
