{#- One row per hand-over of a person in a lead cycle: the first when records prove that marketing
    handed over, another each time that sales gets the person again after giving them back. It lasts
    until the next, or until the next cycle begins.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    cycles as (select * from {{ ref("int_lead_cycles__opened") }}),

    handed as (
        select
            cycles.cycle_key,
            cycles.person_key,
            cycles.row_rank as cycle_number,
            cycles.starts_at as cycle_starts_at,
            cycles.next_starts_at,
            entries.entered_at as handoff_at,
            entries.picked_in is null as has_time,
            entries.evidence_system,
            entries.evidence_source,
            entries.evidence_id
        from {{ ref("int_funnel_entries__dated") }} as entries
        inner join cycles on cycles.cycle_key = entries.cycle_key
        where
            entries.stage_code = '{{ handover_stage() }}'
            and (cycles.next_starts_at is null or entries.entered_at < cycles.next_starts_at)
    ),

    sides as (
        select
            owners.*,
            lead(since_at) over (
                partition by person_key order by statement_number
            ) as until_other_at
        from {{ ref("int_person_owners__past") }} as owners
        where side <> 'nobody'
    ),

    -- who had the person at the hand-over, and everybody afterwards
    passed as (
        select
            handed.cycle_key,
            sides.statement_number,
            sides.since_at,
            sides.side,
            sides.source_system,
            sides.source_object,
            sides.source_id,
            lag(sides.side) over (
                partition by handed.cycle_key order by sides.statement_number
            ) as side_before
        from handed
        inner join
            sides
            on sides.person_key = handed.person_key
            and (handed.next_starts_at is null or sides.since_at < handed.next_starts_at)
            and (sides.until_other_at is null or sides.until_other_at > handed.handoff_at)
    ),

    turns as (
        select
            passed.*,
            sum(case when side = 'giving' and side_before = 'receiving' then 1 else 0 end) over (
                partition by cycle_key
                order by statement_number
                rows between unbounded preceding and current row
            ) as returns
        from passed
    ),

    returned as (
        select cycle_key, returns as handoff_number, since_at as returned_at
        from turns
        where side = 'giving' and side_before = 'receiving'
    ),

    opened as (
        select
            cycle_key,
            1 as handoff_number,
            handoff_at,
            has_time,
            evidence_system,
            evidence_source,
            evidence_id
        from handed
        union all
        select
            cycle_key,
            cast(returns + 1 as integer) as handoff_number,
            since_at as handoff_at,
            true as has_time,
            source_system as evidence_system,
            source_object || '.owner' as evidence_source,
            source_id as evidence_id
        from turns
        where side = 'receiving' and side_before = 'giving' and returns > 0
    )

select
    {{ dbt.hash("'hand-over:' || opened.cycle_key || ':' || " ~ as_text("opened.handoff_number")) }}
    as handoff_key,
    opened.cycle_key,
    handed.person_key,
    handed.cycle_number,
    handed.cycle_starts_at,
    opened.handoff_number,
    opened.handoff_at,
    opened.has_time,
    coalesce(
        lead(opened.handoff_at) over (partition by opened.cycle_key order by opened.handoff_number),
        handed.next_starts_at
    ) as ends_at,
    returned.returned_at,
    opened.evidence_system,
    opened.evidence_source,
    opened.evidence_id
from opened
inner join handed on handed.cycle_key = opened.cycle_key
left join
    returned
    on returned.cycle_key = opened.cycle_key
    and returned.handoff_number = opened.handoff_number
