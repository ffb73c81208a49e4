{#- One row per hand-over: since when the person waits. Who asked for us waits since the first time, though
    the hand-over came later; a time after the hand-over changes nothing, an answer was owed already.
    What sales does for the next hand-over is no answer to this one.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    raised as (
        select handoff_key, min(raised_at) as hand_raised_at
        from {{ ref("int_handoff_raises__linked") }}
        group by handoff_key
    ),

    clocks as (
        select
            handoffs.handoff_key,
            handoffs.person_key,
            handoffs.cycle_number,
            handoffs.handoff_number,
            handoffs.cycle_starts_at,
            handoffs.handoff_at,
            handoffs.ends_at,
            raised.hand_raised_at,
            coalesce(raised.hand_raised_at, handoffs.handoff_at) as clock_starts_at,
            handoffs.has_time or raised.hand_raised_at is not null as has_time
        from {{ ref("int_handoffs__opened") }} as handoffs
        left join raised on raised.handoff_key = handoffs.handoff_key
    ),

    followed as (
        select
            clocks.*,
            lead(clock_starts_at) over (
                partition by person_key order by cycle_number, handoff_number
            ) as next_clock_starts_at
        from clocks
    )

select
    handoff_key,
    person_key,
    handoff_number,
    cycle_starts_at,
    handoff_at,
    hand_raised_at,
    clock_starts_at,
    has_time,
    {{ least_of(["ends_at", "next_clock_starts_at"]) }} as attempts_end_at
from followed
