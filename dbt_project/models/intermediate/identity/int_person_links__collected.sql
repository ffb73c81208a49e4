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
    ),

    addresses as (
        select node, email
        from records
        where email is not null
        union
        select id as node, {{ comparable_email("part") }} as email
        from ({{ list_parts("contacts", "node", "additional_emails") }}) as parts
    ),

    -- Duplicates of one person come by twos and threes. An address on dozens of records is a
    -- switchboard or a form's default: joining by it would make one person of a crowd.
    personal_addresses as (
        select email from addresses where email is not null group by email having count(*) <= 20
    ),

    shared_addresses as (
        select
            addresses.node as from_node,
            min(addresses.node) over (partition by addresses.email) as to_node
        from addresses
        inner join personal_addresses on personal_addresses.email = addresses.email
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
union all
select from_node, to_node, 'email' as match_method
from shared_addresses
where from_node <> to_node
