{#- What the systems themselves say about two records being one person: ids, merges and conversions. -#}
with
    records as (select * from {{ ref("int_person_records__unioned") }}),

    contacts as (
        select records.node, contacts.*
        from {{ ref("stg_hubspot__contacts") }} as contacts
        inner join
            records on records.source_system = 'hubspot' and records.source_id = contacts.contact_id
    ),

    id_links as (
        select contacts.node as from_node, records.node as to_node
        from contacts
        inner join
            records
            on records.source_system = 'salesforce'
            and records.source_id = contacts.salesforce_lead_id
        union
        select contacts.node as from_node, records.node as to_node
        from contacts
        inner join
            records
            on records.source_system = 'salesforce'
            and records.source_id = contacts.salesforce_contact_id
        union
        -- the account of a private customer is that person
        select contacts.node as from_node, records.node as to_node
        from contacts
        inner join
            {{ ref("stg_salesforce__accounts") }} as accounts
            on accounts.account_id = contacts.salesforce_account_id
            and accounts.is_person_account
        inner join
            records
            on records.source_object = 'contact'
            and records.source_id = accounts.person_contact_id
    ),

    conversions as (
        select leads.node as from_node, records.node as to_node
        from {{ ref("stg_salesforce__leads") }} as source
        inner join
            records as leads on leads.source_object = 'lead' and leads.source_id = source.lead_id
        inner join
            records
            on records.source_object = 'contact'
            and records.source_id = source.converted_contact_id
    ),

    merged_lists as (
        {{ list_parts("contacts", "node", "merged_object_ids") }}
        union
        {{ list_parts("contacts", "node", "calculated_merged_vids") }}
    ),

    merge_links as (
        select merged_lists.id as from_node, records.node as to_node
        from merged_lists
        inner join
            records
            on records.source_system = 'hubspot'
            -- calculated_merged_vids writes id:time
            and records.source_id = split_part(merged_lists.part, ':', 1)
        union
        select losers.node as from_node, records.node as to_node
        from records as losers
        inner join
            records
            on records.source_object = losers.source_object
            and records.source_id = losers.merged_into
    )

select from_node, to_node, 'merge' as match_method
from merge_links
where from_node <> to_node
union all
select from_node, to_node, 'id_link' as match_method
from id_links
where from_node <> to_node
union all
select from_node, to_node, 'lead_conversion' as match_method
from conversions
where from_node <> to_node
