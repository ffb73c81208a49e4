{#- One row per hand-over: how long its steps took since the person waits, in seconds by the clock and in
    seconds that the calendar was open, and by when they were due. A delay is known where its two ends
    are, in order.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
{%- set moments = ["clock", "recorded", "assigned", "first_attempt", "first_contact", "closed"] -%}
with
    worked as (
        select
            handoff_key,
            {%- for moment in moments %}
                max(case when moment = '{{ moment }}' then worked_seconds end) as {{ moment }}
                {{- "," if not loop.last }}
            {%- endfor %}
        from {{ ref("int_handoff_moments__counted") }}
        group by handoff_key
    ),

    deadlines as (
        select
            handoff_key,
            max(case when deadline = 'due' then deadline_at end) as due_at,
            max(case when deadline = 'never' then deadline_at end) as never_at
        from {{ ref("int_handoff_deadlines__found") }}
        group by handoff_key
    )

select
    handoffs.handoff_key,
    handoffs.has_time,
    handoffs.handoff_at,
    handoffs.hand_raised_at,
    handoffs.clock_starts_at,
    assigned.recorded_at,
    assigned.assigned_at,
    attempts.first_attempt_at,
    attempts.first_contact_at,
    attempts.engaged_before_at,
    answers.closed_at,
    deadlines.due_at,
    deadlines.never_at,
    terms.calendar,
    terms.time_zone,
    terms.sla_seconds,
    worked.clock as worked_before,
    worked.closed - worked.clock as seconds_to_close,
    case
        when handoffs.has_time
        then {{ seconds_between("handoffs.clock_starts_at", "attempts.first_attempt_at") }}
    end as clock_seconds_to_attempt,
    case
        when handoffs.has_time
        then {{ seconds_between("handoffs.clock_starts_at", "attempts.first_contact_at") }}
    end as clock_seconds_to_contact,
    case when handoffs.has_time then worked.first_attempt - worked.clock end as seconds_to_attempt,
    case when handoffs.has_time then worked.first_contact - worked.clock end as seconds_to_contact,
    case
        when
            handoffs.has_time
            and (assigned.assigned_at is null or assigned.recorded_at <= assigned.assigned_at)
        then worked.recorded - worked.clock
    end as record_seconds,
    case
        when
            handoffs.has_time
            and (
                attempts.first_attempt_at is null
                or assigned.assigned_at <= attempts.first_attempt_at
            )
        then worked.assigned - worked.clock
    end as system_seconds,
    case
        when assigned.assigned_at <= attempts.first_attempt_at
        then worked.first_attempt - worked.assigned
    end as human_seconds
from {{ ref("int_handoff_clocks__started") }} as handoffs
inner join
    {{ ref("int_handoffs__assigned") }} as assigned on assigned.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoffs__answered") }} as answers on answers.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoff_attempts__found") }} as attempts
    on attempts.handoff_key = handoffs.handoff_key
inner join {{ ref("int_handoff_terms__set") }} as terms on terms.handoff_key = handoffs.handoff_key
inner join worked on worked.handoff_key = handoffs.handoff_key
left join deadlines on deadlines.handoff_key = handoffs.handoff_key
