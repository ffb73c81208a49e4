{#- One row per person: how they first came. HubSpot's original source of an online visit speaks: it is
    a record of the first one, whenever it was written. Where HubSpot saw none, the earliest record
    of the person speaks. What a later record notes is no part of it, because who gets a later record
    depends on what became of them. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    records as (
        select
            persons.person_key,
            persons.source_system,
            persons.source_id,
            -- least and not coalesce: the earlier of the two, or the one that is known
            least(contacts.created_at, contacts.first_seen_at) as touched_at,
            contacts.original_source as source_value,
            contacts.original_source_detail as source_detail,
            contacts.first_landing_page as landing_page,
            contacts.country
        from {{ ref("stg_hubspot__contacts") }} as contacts
        inner join
            persons
            on persons.source_object = 'contacts'
            and persons.source_id = contacts.contact_id
        union all
        select
            persons.person_key,
            persons.source_system,
            persons.source_id,
            leads.created_at as touched_at,
            leads.lead_source as source_value,
            cast(null as varchar) as source_detail,
            cast(null as varchar) as landing_page,
            leads.country
        from {{ ref("stg_salesforce__leads") }} as leads
        inner join persons on persons.source_object = 'lead' and persons.source_id = leads.lead_id
        union all
        select
            persons.person_key,
            persons.source_system,
            persons.source_id,
            contacts.created_at as touched_at,
            contacts.lead_source as source_value,
            cast(null as varchar) as source_detail,
            cast(null as varchar) as landing_page,
            contacts.country
        from {{ ref("stg_salesforce__contacts") }} as contacts
        inner join
            persons on persons.source_object = 'contact' and persons.source_id = contacts.contact_id
    ),

    ordered as (
        select
            records.*,
            {{ channel_of("records.source_value", "sources.channel") }} as channel,
            row_number() over (
                partition by records.person_key
                order by
                    records.touched_at nulls last,
                    records.source_system,
                    length(records.source_id),
                    {{ byte_order("records.source_id") }}
            ) as place
        from records
        left join
            {{ ref("glossary_source_channels") }} as sources
            on sources.system = records.source_system
            and sources.normalised_value = {{ comparable_source("records.source_value") }}
    ),

    portal_firsts as (
        select person_key, min(place) as place
        from ordered
        where source_system = 'hubspot'
        group by person_key
    ),

    visits as (
        select ordered.person_key, ordered.place
        from ordered
        inner join
            portal_firsts
            on portal_firsts.person_key = ordered.person_key
            and portal_firsts.place = ordered.place
        inner join {{ ref("glossary_channels") }} as channels on channels.code = ordered.channel
        where not channels.is_offline
    ),

    told as (
        select first.person_key, coalesce(visits.place, 1) as place
        from ordered as first
        left join visits on visits.person_key = first.person_key
        where first.place = 1
    ),

    countries as (
        select person_key, min(place) as place
        from ordered
        where country is not null
        group by person_key
    )

select
    ordered.person_key,
    ordered.channel,
    case when ordered.source_system = 'hubspot' then ordered.source_value end as original_source,
    ordered.source_detail as original_source_detail,
    ordered.landing_page as first_landing_page,
    case when ordered.source_system = 'salesforce' then ordered.source_value end as lead_source,
    ordered.country,
    known.country as earliest_known_country
from ordered
inner join told on told.person_key = ordered.person_key and told.place = ordered.place
left join countries on countries.person_key = ordered.person_key
left join
    ordered as known on known.person_key = countries.person_key and known.place = countries.place
