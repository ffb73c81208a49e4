{#- One row per hand-over: sales' first attempt to reach the person since they wait, the first contact
    of both sides, and the last attempt in the cycle before that: whom sales is in touch with needs no
    answer.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    handoffs as (select * from {{ ref("int_handoff_clocks__started") }}),

    near as (
        select
            handoffs.handoff_key,
            activities.activity_key,
            activities.owner_key,
            activities.happened_at,
            activities.happened_at >= handoffs.clock_starts_at as is_after,
            activities.is_attempt,
            activities.is_contact
        from handoffs
        inner join
            {{ ref("int_sales_activities__past") }} as activities
            on activities.person_key = handoffs.person_key
            and (
                handoffs.attempts_end_at is null
                or activities.happened_at < handoffs.attempts_end_at
            )
            and (
                activities.happened_at >= handoffs.clock_starts_at
                or (
                    handoffs.handoff_number = 1
                    and activities.happened_at >= handoffs.cycle_starts_at
                )
            )
    ),

    ranked as (
        select
            near.*,
            row_number() over (
                partition by handoff_key, is_after, is_attempt order by happened_at, activity_key
            ) as place
        from near
    ),

    times as (
        select
            handoff_key,
            min(case when is_after and is_contact then happened_at end) as first_contact_at,
            max(case when not is_after then happened_at end) as engaged_before_at,
            {{ count_where("is_after and is_attempt") }} as count_attempts
        from near
        group by handoff_key
    )

select
    handoffs.handoff_key,
    attempts.happened_at as first_attempt_at,
    attempts.activity_key as first_attempt_key,
    attempts.owner_key as first_attempt_owner_key,
    times.first_contact_at,
    times.engaged_before_at,
    coalesce(times.count_attempts, 0) as count_attempts
from handoffs
left join
    ranked as attempts
    on attempts.handoff_key = handoffs.handoff_key
    and attempts.is_after
    and attempts.is_attempt
    and attempts.place = 1
left join times on times.handoff_key = handoffs.handoff_key
