{#- One row per opportunity and person with a part in it, and how strongly that person is its buyer:
    1 the lead that was converted into it, 2 primary contact role, 3 the private customer whose account
    it is, 4 contact role, 5 primary deal contact, 6 deal contact. -#}
with
    links as (
        select
            leads.converted_opportunity_id as source_id,
            'opportunity' as source_object,
            'lead' as person_object,
            leads.lead_id as person_id,
            1 as link_rank,
            leads.created_at as linked_at
        from {{ ref("stg_salesforce__leads") }} as leads
        where not leads.is_deleted and leads.converted_opportunity_id is not null
        union all
        select
            roles.opportunity_id as source_id,
            'opportunity' as source_object,
            'contact' as person_object,
            roles.contact_id as person_id,
            case when roles.is_primary then 2 else 4 end as link_rank,
            roles.created_at as linked_at
        from {{ ref("stg_salesforce__opportunity_contact_roles") }} as roles
        where not roles.is_deleted
        union all
        select
            opportunities.opportunity_id as source_id,
            'opportunity' as source_object,
            'contact' as person_object,
            contacts.contact_id as person_id,
            3 as link_rank,
            opportunities.created_at as linked_at
        from {{ ref("stg_salesforce__opportunities") }} as opportunities
        inner join
            {{ ref("stg_salesforce__accounts") }} as accounts
            on accounts.account_id = opportunities.account_id
            and accounts.is_person_account
        -- whoever may not read PersonContactId still sees whose account it is
        inner join
            {{ ref("stg_salesforce__contacts") }} as contacts
            on (
                contacts.contact_id = accounts.person_contact_id
                or (
                    accounts.person_contact_id is null and contacts.account_id = accounts.account_id
                )
            )
        where not opportunities.is_deleted
        union all
        select
            links.from_id as source_id,
            'deals' as source_object,
            'contacts' as person_object,
            links.to_id as person_id,
            case when lower(links.label) = 'primary' then 5 else 6 end as link_rank,
            cast(null as timestamp) as linked_at
        from {{ ref("stg_hubspot__associations") }} as links
        where links.from_type = 'deals' and links.to_type = 'contacts' and not links.is_deleted
    ),

    ranked as (
        select
            opportunities.opportunity_key,
            persons.person_key,
            links.link_rank,
            links.linked_at,
            links.person_object,
            links.person_id,
            row_number() over (
                partition by opportunities.opportunity_key, persons.person_key
                order by
                    links.link_rank,
                    links.linked_at nulls last,
                    length(links.person_id),
                    {{ byte_order("links.person_id") }}
            ) as place
        from links
        inner join
            {{ ref("int_opportunity_sources__resolved") }} as opportunities
            on opportunities.source_object = links.source_object
            and opportunities.source_id = links.source_id
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_object = links.person_object
            and persons.source_id = links.person_id
    )

select
    opportunity_key,
    person_key,
    link_rank,
    linked_at,
    row_number() over (
        partition by opportunity_key
        order by
            link_rank,
            linked_at nulls last,
            length(person_id),
            {{ byte_order("person_id") }},
            person_key
    )
    = 1 as is_primary
from ranked
where place = 1
