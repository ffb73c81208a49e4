{#- One row per cycle and stage that a record proves: the earliest real evidence, or the earliest
    fallback where there is nothing better. -#}
with
    lead_cycles as (select * from {{ ref("int_lead_cycles__opened") }}),

    proven as (select * from {{ ref("int_stage_evidence__placed") }}),

    -- sales' first contact counts from the handover on; where none is recorded, from the cycle's
    -- start
    handed_over as (
        select
            cycles.cycle_key,
            cycles.person_key,
            cycles.next_starts_at,
            coalesce(
                min(
                    case
                        when proven.stage_code = '{{ handover_stage() }}' and not proven.is_fallback
                        then {{ earliest_instant("proven") }}
                    end
                ),
                min(
                    case
                        when proven.stage_code = '{{ handover_stage() }}'
                        then {{ earliest_instant("proven") }}
                    end
                ),
                cycles.starts_at
            ) as handed_over_at
        from lead_cycles as cycles
        left join proven on proven.cycle_key = cycles.cycle_key
        where cycles.began_with_interest
        group by cycles.cycle_key, cycles.person_key, cycles.next_starts_at, cycles.starts_at
    ),

    contacted as (
        select
            handed_over.cycle_key,
            proof.stage as stage_code,
            activities.happened_at as entered_at,
            {{ reporting_date("activities.happened_at") }} as entered_date,
            {{ nothing("text") }} as picked_in,
            proof.is_fallback,
            activities.evidence_system,
            activities.evidence_source,
            activities.evidence_id
        from {{ ref("int_sales_activities__completed") }} as activities
        inner join
            {{ ref("int_persons__accepted") }} as accepted
            on accepted.person_key = activities.person_key
        inner join
            handed_over
            on handed_over.person_key = activities.person_key
            and handed_over.handed_over_at <= activities.happened_at
            and (
                handed_over.next_starts_at is null
                or activities.happened_at < handed_over.next_starts_at
            )
        inner join
            {{ ref("glossary_stage_evidence") }} as proof
            on proof.system = activities.evidence_system
            and proof.source = activities.evidence_source
    ),

    entries as (
        select *
        from proven
        union all
        select *
        from contacted
        union all
        select *
        from {{ ref("int_opportunity_evidence__collected") }}
    ),

    ranked as (
        select
            entries.*,
            row_number() over (
                partition by cycle_key, stage_code
                order by
                    is_fallback,
                    {{ earliest_instant() }} nulls last,
                    evidence_system,
                    evidence_source,
                    length(evidence_id),
                    {{ byte_order("evidence_id") }}
            ) as row_rank
        from entries
    )

select
    cycle_key,
    stage_code,
    entered_at,
    entered_date,
    picked_in,
    evidence_system,
    evidence_source,
    evidence_id
from ranked
where row_rank = 1
