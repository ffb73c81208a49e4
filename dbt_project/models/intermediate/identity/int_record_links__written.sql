{#- One row per living record and filled field that names a record of Salesforce. -#}
{{
    written_links(
        "stg_hubspot__contacts",
        "hubspot",
        "contacts",
        "contact_id",
        {
            "salesforceleadid": "salesforce_lead_id",
            "salesforcecontactid": "salesforce_contact_id",
            "salesforceaccountid": "salesforce_account_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_hubspot__companies",
        "hubspot",
        "companies",
        "company_id",
        {
            "salesforceaccountid": "salesforce_account_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_hubspot__deals",
        "hubspot",
        "deals",
        "deal_id",
        {
            "hs_salesforceopportunityid": "salesforce_opportunity_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_salesforce__leads",
        "salesforce",
        "lead",
        "lead_id",
        {
            "convertedaccountid": "converted_account_id",
            "convertedcontactid": "converted_contact_id",
            "convertedopportunityid": "converted_opportunity_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_salesforce__contacts",
        "salesforce",
        "contact",
        "contact_id",
        {
            "accountid": "account_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_salesforce__opportunities",
        "salesforce",
        "opportunity",
        "opportunity_id",
        {
            "accountid": "account_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_salesforce__opportunity_contact_roles",
        "salesforce",
        "opportunity_contact_role",
        "role_id",
        {
            "contactid": "contact_id",
            "opportunityid": "opportunity_id",
        },
    )
}}
union all
{{
    written_links(
        "stg_salesforce__campaign_members",
        "salesforce",
        "campaign_member",
        "member_id",
        {
            "leadid": "lead_id",
            "contactid": "contact_id",
        },
    )
}}
