{#- One row per piece of evidence and the lead cycle it stands in. -#}
with
    lead_cycles as (select * from {{ ref("int_lead_cycles__opened") }}),

    placed as (
        select
            cycles.cycle_key,
            evidence.stage_code,
            stages.rank as stage_rank,
            stages.is_exit,
            evidence.entered_at,
            evidence.entered_date,
            evidence.picked_in,
            evidence.is_fallback,
            evidence.evidence_system,
            evidence.evidence_source,
            evidence.evidence_id
        from {{ ref("int_stage_evidence__collected") }} as evidence
        inner join
            lead_cycles as cycles
            on cycles.person_key = evidence.person_key
            and (cycles.row_rank = 1 or evidence.assigned_at >= cycles.starts_at)
            and (cycles.next_starts_at is null or evidence.assigned_at < cycles.next_starts_at)
        inner join {{ ref("glossary_stages") }} as stages on stages.code = evidence.stage_code
        -- a way out that was taken back, and that no new cycle followed, was none
        where not stages.is_exit or evidence.left_at is null or cycles.next_starts_at is not null
    ),

    compared as (
        select
            placed.*,
            min(case when not is_fallback and not is_exit then {{ latest_instant() }} end) over (
                partition by cycle_key
                order by stage_rank desc
                groups between unbounded preceding and 1 preceding
            ) as later_stage_at
        from placed
    )

-- a record that a later stage came before is no sign of the way there: it was made afterwards
select
    cycle_key,
    stage_code,
    entered_at,
    entered_date,
    picked_in,
    is_fallback,
    evidence_system,
    evidence_source,
    evidence_id
from compared
where not is_fallback or later_stage_at is null or {{ earliest_instant() }} <= later_stage_at
