{#- One row per person and human sales activity, those to come included: what counts as first contact.
    A meeting that was called off is none. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }}),

    salesforce_activities as (
        select
            'task.completed' as evidence_source, task_id as evidence_id, completed_at as happened_at
        from {{ ref("stg_salesforce__tasks") }}
        where is_closed and not is_deleted
        union all
        select
            'event.completed' as evidence_source, event_id as evidence_id, starts_at as happened_at
        from {{ ref("stg_salesforce__events") }}
        where not is_deleted
    ),

    -- the record names one person; the others who took part are in a list of their own
    taken_part as (
        select 'task.completed' as evidence_source, task_id as evidence_id, who_id as person_id
        from {{ ref("stg_salesforce__tasks") }}
        union
        select 'task.completed' as evidence_source, task_id as evidence_id, related_id as person_id
        from {{ ref("stg_salesforce__task_relations") }}
        where not is_what and not is_deleted
        union
        select 'event.completed' as evidence_source, event_id as evidence_id, who_id as person_id
        from {{ ref("stg_salesforce__events") }}
        union
        select
            'event.completed' as evidence_source, event_id as evidence_id, related_id as person_id
        from {{ ref("stg_salesforce__event_relations") }}
        where not is_what and not is_deleted and coalesce(response_status, '') <> 'Declined'
    ),

    hubspot_activities as (
        select 'calls' as from_type, call_id as evidence_id, occurred_at as happened_at
        from {{ ref("stg_hubspot__calls") }}
        where upper(direction) = 'OUTBOUND' and not is_deleted
        union all
        select 'emails' as from_type, email_id as evidence_id, occurred_at as happened_at
        from {{ ref("stg_hubspot__emails") }}
        -- HubSpot calls an outgoing one-to-one e-mail plainly EMAIL
        where upper(direction) in ('EMAIL', 'OUTBOUND') and not is_deleted
        union all
        select
            'meetings' as from_type,
            meeting_id as evidence_id,
            coalesce(starts_at, occurred_at) as happened_at
        from {{ ref("stg_hubspot__meetings") }}
        where
            coalesce(upper(outcome), '') not in ('CANCELED', 'NO_SHOW', 'RESCHEDULED')
            and not is_deleted
    )

select
    persons.person_key,
    'salesforce' as evidence_system,
    activities.evidence_source,
    activities.evidence_id,
    activities.happened_at
from salesforce_activities as activities
inner join
    taken_part
    on taken_part.evidence_source = activities.evidence_source
    and taken_part.evidence_id = activities.evidence_id
inner join
    persons on persons.source_system = 'salesforce' and persons.source_id = taken_part.person_id
union all
select
    persons.person_key,
    'hubspot' as evidence_system,
    activities.from_type || '.completed' as evidence_source,
    activities.evidence_id,
    activities.happened_at
from hubspot_activities as activities
inner join
    {{ ref("stg_hubspot__associations") }} as links
    on links.from_type = activities.from_type
    and links.from_id = activities.evidence_id
    and links.to_type = 'contacts'
    and not links.is_deleted
inner join persons on persons.source_object = 'contacts' and persons.source_id = links.to_id
