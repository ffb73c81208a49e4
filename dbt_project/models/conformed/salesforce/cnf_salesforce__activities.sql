{#- Completed tasks and events. The record names one person; the others who took part are in a list of
    their own. An id does not say whether it is a lead's or a contact's: the records do. -#}
with
    activities as (
        select 'task' as source_object, task_id as source_id, who_id, completed_at as happened_at
        from {{ ref("stg_salesforce__tasks") }}
        where is_closed and not is_deleted
        union all
        select 'event' as source_object, event_id as source_id, who_id, starts_at as happened_at
        from {{ ref("stg_salesforce__events") }}
        where not is_deleted
    ),

    taken_part as (
        select source_object, source_id, who_id as person_id
        from activities
        union
        select 'task' as source_object, task_id as source_id, related_id as person_id
        from {{ ref("stg_salesforce__task_relations") }}
        where not is_what and not is_deleted
        union
        select 'event' as source_object, event_id as source_id, related_id as person_id
        from {{ ref("stg_salesforce__event_relations") }}
        where not is_what and not is_deleted and coalesce(response_status, '') <> 'Declined'
    ),

    persons as (
        select 'lead' as person_object, lead_id as person_id
        from {{ ref("stg_salesforce__leads") }}
        union all
        select 'contact' as person_object, contact_id as person_id
        from {{ ref("stg_salesforce__contacts") }}
    )

select
    activities.source_object,
    activities.source_id,
    persons.person_object,
    persons.person_id,
    activities.happened_at
from activities
inner join
    taken_part
    on taken_part.source_object = activities.source_object
    and taken_part.source_id = activities.source_id
inner join persons on persons.person_id = taken_part.person_id
