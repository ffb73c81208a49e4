{#- One row per person: the record of each kind that speaks for them, and the best value of each
    attribute. Of several records of one kind the oldest speaks, converted leads first, because its
    id is the one other systems have kept. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    hubspot_contacts as (
        select
            persons.person_key,
            contacts.*,
            row_number() over (
                partition by persons.person_key
                order by
                    contacts.created_at nulls last,
                    length(contacts.contact_id),
                    {{ byte_order("contacts.contact_id") }}
            ) as place
        from {{ ref("stg_hubspot__contacts") }} as contacts
        inner join
            persons
            on persons.source_object = 'contacts'
            and persons.source_id = contacts.contact_id
    ),

    salesforce_contacts as (
        select
            persons.person_key,
            contacts.*,
            row_number() over (
                partition by persons.person_key
                order by contacts.created_at nulls last, {{ byte_order("contacts.contact_id") }}
            ) as place
        from {{ ref("stg_salesforce__contacts") }} as contacts
        inner join
            persons on persons.source_object = 'contact' and persons.source_id = contacts.contact_id
    ),

    salesforce_leads as (
        select
            persons.person_key,
            leads.*,
            row_number() over (
                partition by persons.person_key
                order by
                    case when leads.is_converted then 0 else 1 end,
                    leads.created_at nulls last,
                    {{ byte_order("leads.lead_id") }}
            ) as place
        from {{ ref("stg_salesforce__leads") }} as leads
        inner join persons on persons.source_object = 'lead' and persons.source_id = leads.lead_id
    ),

    keys as (select distinct person_key from persons),

    described as (
        select
            keys.person_key,
            hub.contact_id as hubspot_contact_id,
            lead.lead_id as salesforce_lead_id,
            con.contact_id as salesforce_contact_id,
            lower(coalesce(hub.email, con.email, lead.email)) as email,
            coalesce(con.first_name, hub.first_name, lead.first_name) as first_name,
            coalesce(con.last_name, hub.last_name, lead.last_name) as last_name,
            coalesce(con.job_title, hub.job_title, lead.job_title) as title,
            origins.earliest_known_country as country,
            case
                when coalesce(con.owner_id, lead.owner_id) is not null
                then 'salesforce'
                else 'hubspot'
            end as owner_system,
            coalesce(con.owner_id, lead.owner_id, hub.owner_id) as owner_id,
            origins.channel,
            hub.lifecycle_stage,
            coalesce(lead.status, hub.lead_status) as lead_status,
            coalesce(lead.lead_source, con.lead_source) as lead_source,
            hub.original_source,
            hub.original_source_detail,
            hub.first_landing_page,
            least(hub.created_at, con.created_at, lead.created_at) as created_at
        from keys
        left join
            {{ ref("int_person_origins__decided") }} as origins
            on origins.person_key = keys.person_key
        left join hubspot_contacts as hub on hub.person_key = keys.person_key and hub.place = 1
        left join salesforce_contacts as con on con.person_key = keys.person_key and con.place = 1
        left join salesforce_leads as lead on lead.person_key = keys.person_key and lead.place = 1
    )

select described.*, owners.owner_key, accounts.account_key
from described
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = described.owner_system
    and owners.source_id = described.owner_id
left join
    {{ ref("int_person_accounts__matched") }} as accounts
    on accounts.person_key = described.person_key
