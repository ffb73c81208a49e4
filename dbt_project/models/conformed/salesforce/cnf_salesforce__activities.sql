{#- Tasks and events. The record names one person; the others who took part are in a list of their own. An
    id does not say whether it is a lead's or a contact's: the records do. What stands for another
    record (the plan of a series, a colleague's copy) is left out. -#}
with
    activities as (
        select
            'task' as source_object,
            task_id as source_id,
            who_id,
            what_id,
            case
                when task_subtype in ('Call', 'Email')
                then lower(task_subtype)
                when task_subtype = 'ListEmail'
                then 'email'
                when task_subtype = 'LinkedIn'
                then 'message'
                when task_type in ('Call', 'Email', 'Meeting')
                then lower(task_type)
                else 'task'
            end as activity_type,
            case
                when lower(call_direction) in ('inbound', 'outbound') then lower(call_direction)
            end as direction,
            call_disposition as outcome_value,
            coalesce(task_subtype, '') in ('ListEmail', 'Cadence') as is_automated,
            created_at,
            coalesce(
                completed_at, cast(activity_date as {{ dbt.type_timestamp() }}), created_at
            ) as happened_at,
            cast(call_duration_s as bigint) as duration_seconds,
            is_closed as is_completed,
            is_closed and completed_at is not null as proves_contact,
            owner_id
        from {{ ref("stg_salesforce__tasks") }}
        where not is_deleted and not is_series
        union all
        select
            'event' as source_object,
            event_id as source_id,
            who_id,
            what_id,
            'meeting' as activity_type,
            {{ nothing("text") }} as direction,
            {{ nothing("text") }} as outcome_value,
            false as is_automated,
            created_at,
            starts_at as happened_at,
            {{ seconds_between("starts_at", "ends_at") }} as duration_seconds,
            {{ nothing("boolean") }} as is_completed,
            true as proves_contact,
            owner_id
        from {{ ref("stg_salesforce__events") }}
        where not is_deleted and not is_series and not is_invitation
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
    ),

    people as (
        select
            taken_part.source_object, taken_part.source_id, persons.person_object, persons.person_id
        from taken_part
        inner join persons on persons.person_id = taken_part.person_id
    )

select
    activities.source_object,
    activities.source_id,
    people.person_object,
    people.person_id,
    activities.activity_type,
    activities.direction,
    activities.outcome_value,
    activities.is_automated,
    activities.created_at,
    activities.happened_at,
    activities.duration_seconds,
    activities.is_completed,
    activities.proves_contact and not activities.is_automated as proves_contact,
    {{ salesforce_owner_object("activities.owner_id") }} as owner_object,
    activities.owner_id,
    case when substr(activities.what_id, 1, 3) = '006' then 'opportunity' end as opportunity_object,
    case
        when substr(activities.what_id, 1, 3) = '006' then activities.what_id
    end as opportunity_id,
    case when substr(activities.what_id, 1, 3) = '001' then 'account' end as account_object,
    case when substr(activities.what_id, 1, 3) = '001' then activities.what_id end as account_id
from activities
left join
    people
    on people.source_object = activities.source_object
    and people.source_id = activities.source_id
