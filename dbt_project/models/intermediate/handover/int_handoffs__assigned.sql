{#- One row per hand-over: from whom, and to whom. The first colleague of another team than the one
    that hands over who has the person took them on; a queue is nobody's hand. The record by which
    they have the person may have been made later than the person began to wait.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    handoffs as (
        select opened.*, clocks.clock_starts_at
        from {{ ref("int_handoffs__opened") }} as opened
        inner join
            {{ ref("int_handoff_clocks__started") }} as clocks
            on clocks.handoff_key = opened.handoff_key
    ),

    owners as (select * from {{ ref("int_person_owners__past") }}),

    before as (
        select
            handoffs.handoff_key,
            owners.owner_key,
            owners.side,
            row_number() over (
                partition by handoffs.handoff_key order by owners.statement_number desc
            ) as row_rank
        from handoffs
        inner join
            owners
            on owners.person_key = handoffs.person_key
            and owners.since_at < handoffs.handoff_at
    ),

    holders as (
        select
            handoffs.handoff_key,
            owners.statement_number,
            owners.since_at,
            owners.owner_key,
            owners.team,
            owners.is_queue,
            owners.is_taken_on,
            owners.evidence,
            owners.side,
            {{ greatest_of(["owners.since_at", "handoffs.clock_starts_at"]) }} as held_at,
            {{ greatest_of(["owners.record_created_at", "handoffs.clock_starts_at"]) }}
            as recorded_at
        from handoffs
        inner join
            owners
            on owners.person_key = handoffs.person_key
            and (handoffs.ends_at is null or owners.since_at < handoffs.ends_at)
            and (
                owners.until_at is null
                or (owners.until_at > handoffs.handoff_at and owners.until_at > owners.since_at)
            )
    ),

    ranked as (
        select
            holders.*,
            row_number() over (
                partition by handoff_key, is_taken_on order by statement_number
            ) as place,
            row_number() over (
                partition by handoff_key, is_queue order by statement_number
            ) as place_in_line,
            row_number() over (
                partition by handoff_key, side order by statement_number
            ) as place_on_side,
            row_number() over (partition by handoff_key order by statement_number desc) as from_end
        from holders
    )

select
    handoffs.handoff_key,
    case when before.side = 'giving' then before.owner_key end as from_owner_key,
    assigned.owner_key as to_owner_key,
    assigned.team as to_team,
    assigned.handoff_key is not null as is_assigned,
    -- the value of today does not say since when
    case when assigned.evidence <> 'current_value' then assigned.held_at end as assigned_at,
    assigned.evidence as assignment_evidence,
    recorded.recorded_at,
    queued.owner_key as queue_key,
    queued.team as queue_team,
    coalesce(last.is_queue, false) as is_in_queue,
    last.owner_key as last_owner_key
from handoffs
left join before on before.handoff_key = handoffs.handoff_key and before.row_rank = 1
left join
    ranked as assigned
    on assigned.handoff_key = handoffs.handoff_key
    and assigned.is_taken_on
    and assigned.place = 1
left join
    ranked as queued
    on queued.handoff_key = handoffs.handoff_key
    and queued.is_queue
    and queued.place_in_line = 1
left join
    ranked as recorded
    on recorded.handoff_key = handoffs.handoff_key
    and recorded.side = 'receiving'
    and recorded.place_on_side = 1
left join ranked as last on last.handoff_key = handoffs.handoff_key and last.from_end = 1
