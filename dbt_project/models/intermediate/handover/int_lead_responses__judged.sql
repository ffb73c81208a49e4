{{ config(materialized="view") }}
{#- Each hand-over's status now. Where no system holds one activity of anybody, nobody can say. Whom sales was in touch with before is answered already; of a hand-
    over that is known by its day only, an attempt may have been in time or not. Without an attempt it
    is pending until due, then overdue, and in the end, or when there is nothing more to follow up,
    never. -#}
with
    seen as (
        select count(*) > 0 as has_activities
        from {{ ref("cnf_activities") }}
        where activity_type <> 'task'
    )

select
    responses.handoff_key,
    case
        when not seen.has_activities
        then 'unseen'
        when engaged_before_at is not null
        then 'already_engaged'
        when first_attempt_at is not null and not has_time
        then 'undated'
        when first_attempt_at is not null and seconds_to_attempt <= sla_seconds
        then 'on_time'
        when first_attempt_at is not null
        then 'late'
        when closed_at <= {{ as_of() }} or never_at < {{ as_of() }}
        then 'never'
        when due_at < {{ as_of() }}
        then 'overdue'
        else 'pending'
    end as response_status
from {{ ref("int_lead_responses__timed") }} as responses
cross join seen
