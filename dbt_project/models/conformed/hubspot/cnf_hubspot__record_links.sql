{#- The ids of Salesforce that a sync writes into properties, the associations that the portal keeps, and
    the records that were merged into one. -#}
{{
    field_links(
        "stg_hubspot__contacts",
        "contacts",
        "contact_id",
        [
            {
                "field": "salesforceleadid",
                "column": "salesforce_lead_id",
                "system": "salesforce",
                "told_object": salesforce_person_object("salesforce_lead_id", "lead"),
                "relation": "is",
                "method": "id_link",
            },
            {
                "field": "salesforcecontactid",
                "column": "salesforce_contact_id",
                "system": "salesforce",
                "told_object": salesforce_person_object("salesforce_contact_id", "contact"),
                "relation": "is",
                "method": "id_link",
            },
            {
                "field": "salesforceaccountid",
                "column": "salesforce_account_id",
                "system": "salesforce",
                "object": "account",
                "relation": "account",
                "rank": 3,
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_hubspot__companies",
        "companies",
        "company_id",
        [
            {
                "field": "salesforceaccountid",
                "column": "salesforce_account_id",
                "system": "salesforce",
                "object": "account",
                "relation": "is",
                "method": "id_link",
            },
        ],
    )
}}
union all
{{
    field_links(
        "stg_hubspot__deals",
        "deals",
        "deal_id",
        [
            {
                "field": "hs_salesforceopportunityid",
                "column": "salesforce_opportunity_id",
                "system": "salesforce",
                "object": "opportunity",
                "relation": "is",
                "method": "id_link",
            },
        ],
    )
}}
union all
select
    from_type as source_object,
    from_id as source_id,
    {{ nothing("text") }} as field,
    'hubspot' as target_system,
    to_type as target_object,
    to_id as target_id,
    'account' as relation,
    {{ nothing("text") }} as match_method,
    case
        -- types 1 and 5 are HubSpot's own "primary company" of a contact and of a deal
        when from_type = 'contacts' and type_id = 1
        then 4
        when from_type = 'contacts'
        then 5
        when type_id = 5
        then 1
        else 2
    end as link_rank,
    false as must_resolve,
    is_deleted
from {{ ref("stg_hubspot__associations") }}
where from_type in ('contacts', 'deals') and to_type = 'companies' and not is_deleted
union all
select
    merged.source_object,
    merged.id as source_id,
    {{ nothing("text") }} as field,
    'hubspot' as target_system,
    merged.source_object as target_object,
    merged.part as target_id,
    'is' as relation,
    'merge' as match_method,
    1 as link_rank,
    false as must_resolve,
    false as is_deleted
from
    (
        select 'contacts' as source_object, id, part
        from
            (
                {{ list_parts(ref("stg_hubspot__contacts"), "contact_id", "merged_object_ids") }}
            ) as contacts
        union
        -- calculated_merged_vids writes id:time
        select 'contacts' as source_object, id, {{ list_part("part", ":", 1) }} as part
        from
            (
                {{
                    list_parts(
                        ref("stg_hubspot__contacts"), "contact_id", "calculated_merged_vids"
                    )
                }}
            ) as contacts
        union
        select 'companies' as source_object, id, part
        from
            (
                {{ list_parts(ref("stg_hubspot__companies"), "company_id", "merged_object_ids") }}
            ) as companies
    ) as merged
