{#- One row per piece of evidence that a record of a person carries, with an instant or, where the
    record has a date without time, a day. Which evidence proves which stage is decided by the
    glossary; this only says where each kind of it is found. -#}
with
    leads as (select * from {{ ref("stg_salesforce__leads") }}),

    calendars as (select * from {{ ref("int_calendars__chosen") }} where system = 'salesforce'),

    conversions as (
        select
            leads.lead_id,
            leads.created_at as lead_created_at,
            leads.converted_date,
            case
                when
                    {{ local_date("created.created_at", "calendars.time_zone") }}
                    = leads.converted_date
                then created.created_at
            end as contact_created_at
        from leads
        cross join calendars
        left join
            {{ ref("stg_salesforce__contacts") }} as created
            on created.contact_id = leads.converted_contact_id
        where leads.is_converted and leads.converted_date is not null
    ),

    first_visits as (
        select contacts.contact_id, contacts.created_at
        from {{ ref("stg_hubspot__contacts") }} as contacts
        inner join
            {{ ref("glossary_source_channels") }} as sources
            on sources.system = 'hubspot'
            and sources.normalised_value = {{ comparable_source("contacts.original_source") }}
        inner join {{ ref("glossary_channels") }} as channels on channels.code = sources.channel
        where channels.is_marketing and not channels.is_offline
    ),

    told as (
        select
            'hubspot' as source_system,
            source_object,
            record_id as person_id,
            record_id as evidence_id,
            evidence_source,
            entered_at,
            entered_day,
            cast(null as timestamp) as not_placed_before
        from {{ ref("stg_hubspot__stage_fields") }}
        union all
        select
            'salesforce' as source_system,
            source_object,
            record_id as person_id,
            record_id as evidence_id,
            evidence_source,
            entered_at,
            entered_day,
            cast(null as timestamp) as not_placed_before
        from {{ ref("stg_salesforce__stage_fields") }}
        union all
        select
            'hubspot' as source_system,
            'contacts' as source_object,
            contact_id as person_id,
            contact_id as evidence_id,
            'contacts.createdate' as evidence_source,
            created_at as entered_at,
            cast(null as date) as entered_day,
            cast(null as timestamp) as not_placed_before
        from first_visits
        union all
        select
            'salesforce' as source_system,
            'lead' as source_object,
            lead_id as person_id,
            lead_id as evidence_id,
            'lead.createddate' as evidence_source,
            created_at as entered_at,
            cast(null as date) as entered_day,
            cast(null as timestamp) as not_placed_before
        from leads
        union all
        select
            'salesforce' as source_system,
            'lead' as source_object,
            lead_id as person_id,
            lead_id as evidence_id,
            'lead.converteddate' as evidence_source,
            contact_created_at as entered_at,
            case when contact_created_at is null then converted_date end as entered_day,
            lead_created_at as not_placed_before
        from conversions
        union all
        select
            'salesforce' as source_system,
            case when contact_id is not null then 'contact' else 'lead' end as source_object,
            coalesce(contact_id, lead_id) as person_id,
            member_id as evidence_id,
            'campaign_member.firstrespondeddate' as evidence_source,
            cast(null as timestamp) as entered_at,
            first_responded_date as entered_day,
            cast(null as timestamp) as not_placed_before
        from {{ ref("stg_salesforce__campaign_members") }}
        where has_responded and first_responded_date is not null and not is_deleted
    )

select told.*, cast(null as timestamp) as left_at, false as is_first_seen
from told
union all
select
    source_system,
    source_object,
    source_id as person_id,
    source_id as evidence_id,
    evidence_source,
    entered_at,
    cast(null as date) as entered_day,
    cast(null as timestamp) as not_placed_before,
    left_at,
    is_first_seen
from {{ ref("int_record_conditions__dated") }}
