{#- One row per hand-over and deadline: the instant at which its calendar has been open for as long as
    sales is given (due), and for so long that a lead without attempt was never followed up (never).
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    targets as (
        select
            moments.handoff_key,
            terms.calendar,
            terms.time_zone,
            deadlines.deadline,
            moments.worked_seconds + case
                when deadlines.deadline = 'due' then terms.sla_seconds else terms.never_seconds
            end as target_seconds
        from {{ ref("int_handoff_moments__counted") }} as moments
        inner join
            {{ ref("int_handoff_terms__set") }} as terms on terms.handoff_key = moments.handoff_key
        cross join
            (
                select 'due' as deadline
                union all
                select 'never' as deadline
            ) as deadlines
        where moments.moment = 'clock'
    ),

    -- a spell stands in every block of working time that it reaches into
    blocks as (
        select
            spells.calendar,
            spells.time_zone,
            spells.starts_at,
            spells.seconds_before,
            spells.open_seconds,
            {{ work_block("spells.seconds_before") }} + numbers.n - 1 as block
        from {{ ref("int_work_spells__dated") }} as spells
        inner join
            ({{ numbers_to(8) }}) as numbers
            on {{ work_block("spells.seconds_before") }} + numbers.n - 1
            <= {{ work_block("spells.seconds_before + spells.open_seconds") }}
        where spells.open_seconds > 0
    )

select
    targets.handoff_key,
    targets.deadline,
    {{ moved_by("targets.target_seconds - blocks.seconds_before", "second", "blocks.starts_at") }}
    as deadline_at
from targets
inner join
    blocks
    on blocks.calendar = targets.calendar
    and blocks.time_zone = targets.time_zone
    and blocks.block = {{ work_block("targets.target_seconds") }}
    and blocks.seconds_before < targets.target_seconds
    and targets.target_seconds <= blocks.seconds_before + blocks.open_seconds
