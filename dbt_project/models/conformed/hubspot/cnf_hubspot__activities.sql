{#- Calls, e-mails, meetings, messages and tasks. HubSpot calls an outgoing one-to-one e-mail plainly EMAIL,
    and tells what a sequence or a workflow sent by the sequence's id or by its source. -#}
{%- set called_off = "('CANCELED', 'NO_SHOW', 'RESCHEDULED')" -%}
{%- set automata = "('SEQUENCES', 'WORKFLOWS', 'AUTOMATION_PLATFORM', 'MARKETING_EMAIL')" -%}
with
    links as (
        select from_type, from_id, to_type, to_id
        from {{ ref("stg_hubspot__associations") }}
        where not is_deleted
    ),

    activities as (
        select
            'calls' as source_object,
            calls.call_id as source_id,
            'call' as activity_type,
            {{ lower_case("calls.direction") }} as direction,
            coalesce(dispositions.label, calls.disposition_id, calls.status) as outcome_value,
            false as is_automated,
            calls.created_at,
            calls.occurred_at as happened_at,
            cast(round(calls.duration_ms / 1000) as bigint) as duration_seconds,
            coalesce(upper(calls.status), 'COMPLETED') = 'COMPLETED' as is_completed,
            upper(calls.direction) = 'OUTBOUND' as proves_contact,
            calls.owner_id
        from {{ ref("stg_hubspot__calls") }} as calls
        left join
            {{ ref("stg_hubspot__call_dispositions") }} as dispositions
            on dispositions.disposition_id = calls.disposition_id
        where not calls.is_deleted
        union all
        select
            'emails' as source_object,
            email_id as source_id,
            'email' as activity_type,
            case
                when upper(direction) in ('EMAIL', 'OUTBOUND')
                then 'outbound'
                when upper(direction) in ('INCOMING_EMAIL', 'INBOUND')
                then 'inbound'
            end as direction,
            status as outcome_value,
            sequence_id is not null
            or coalesce(upper(engagement_source), '') in {{ automata }} as is_automated,
            created_at,
            occurred_at as happened_at,
            {{ nothing("bigint") }} as duration_seconds,
            coalesce(upper(status), 'SENT') = 'SENT' as is_completed,
            upper(direction) in ('EMAIL', 'OUTBOUND') as proves_contact,
            owner_id
        from {{ ref("stg_hubspot__emails") }}
        where not is_deleted
        union all
        select
            'meetings' as source_object,
            meeting_id as source_id,
            'meeting' as activity_type,
            {{ nothing("text") }} as direction,
            outcome as outcome_value,
            false as is_automated,
            created_at,
            coalesce(starts_at, occurred_at) as happened_at,
            {{ seconds_between("starts_at", "ends_at") }} as duration_seconds,
            case
                when upper(outcome) = 'COMPLETED'
                then true
                when upper(outcome) in {{ called_off }}
                then false
            end as is_completed,
            coalesce(upper(outcome), '') not in {{ called_off }} as proves_contact,
            owner_id
        from {{ ref("stg_hubspot__meetings") }}
        where not is_deleted
        union all
        select
            'communications' as source_object,
            communication_id as source_id,
            'message' as activity_type,
            {{ nothing("text") }} as direction,
            {{ nothing("text") }} as outcome_value,
            coalesce(upper(engagement_source), '') in {{ automata }} as is_automated,
            created_at,
            occurred_at as happened_at,
            {{ nothing("bigint") }} as duration_seconds,
            true as is_completed,
            false as proves_contact,
            owner_id
        from {{ ref("stg_hubspot__communications") }}
        where not is_deleted
        union all
        select
            'tasks' as source_object,
            task_id as source_id,
            'task' as activity_type,
            {{ nothing("text") }} as direction,
            status as outcome_value,
            false as is_automated,
            created_at,
            coalesce(completed_at, due_at) as happened_at,
            {{ nothing("bigint") }} as duration_seconds,
            coalesce(upper(status), '') = 'COMPLETED' as is_completed,
            false as proves_contact,
            owner_id
        from {{ ref("stg_hubspot__tasks") }}
        where not is_deleted
    ),

    -- of several, the one with the least id
    wider as (
        select
            from_type,
            from_id,
            min(case when to_type = 'deals' then to_id end) as deal_id,
            min(case when to_type = 'companies' then to_id end) as company_id
        from links
        where to_type in ('deals', 'companies')
        group by from_type, from_id
    )

select
    activities.source_object,
    activities.source_id,
    people.to_type as person_object,
    people.to_id as person_id,
    activities.activity_type,
    activities.direction,
    activities.outcome_value,
    activities.is_automated,
    activities.created_at,
    activities.happened_at,
    activities.duration_seconds,
    activities.is_completed,
    coalesce(activities.proves_contact and not activities.is_automated, false) as proves_contact,
    case when activities.owner_id is not null then 'owners' end as owner_object,
    activities.owner_id,
    case when wider.deal_id is not null then 'deals' end as opportunity_object,
    wider.deal_id as opportunity_id,
    case when wider.company_id is not null then 'companies' end as account_object,
    wider.company_id as account_id
from activities
left join
    links as people
    on people.from_type = activities.source_object
    and people.from_id = activities.source_id
    and people.to_type = 'contacts'
left join
    wider on wider.from_type = activities.source_object and wider.from_id = activities.source_id
