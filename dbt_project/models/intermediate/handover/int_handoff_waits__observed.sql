{{ config(materialized="view") }}
{#- One row per hand-over that waited to be followed up: for how long, in open seconds, and whether it
    was. The wait of one that was not goes on until now, or was cut off when there was nothing more to
    do.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    now as (
        select
            spells.calendar,
            spells.time_zone,
            {{ worked_seconds("context.as_of") }} as worked_seconds
        from {{ ref("stg_ops__run_context") }} as context
        inner join
            {{ ref("int_work_spells__dated") }} as spells
            on spells.utc_day = cast(context.as_of as date)
        group by spells.calendar, spells.time_zone
    )

select
    responses.handoff_key,
    responses.first_attempt_at is not null as is_followed_up,
    case
        when responses.first_attempt_at is not null
        then responses.seconds_to_attempt
        when responses.closed_at <= {{ as_of() }}
        then responses.seconds_to_close
        else now.worked_seconds - responses.worked_before
    end as waited_seconds
from {{ ref("int_lead_responses__timed") }} as responses
inner join
    {{ ref("int_lead_responses__judged") }} as judged
    on judged.handoff_key = responses.handoff_key
    and judged.response_status not in ('already_engaged', 'undated', 'unseen')
left join now on now.calendar = responses.calendar and now.time_zone = responses.time_zone
where responses.has_time
