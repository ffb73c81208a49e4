{#- One row per cycle and stage that a record proves: the earliest real evidence, or the earliest
    fallback where there is nothing better. -#}
with
    lead_cycles as (select * from {{ ref("int_lead_cycles__opened") }}),

    proven as (
        select
            cycles.cycle_key,
            evidence.stage_code,
            evidence.entered_at,
            evidence.is_date_only,
            evidence.is_fallback,
            evidence.evidence_system,
            evidence.evidence_source,
            evidence.evidence_id
        from {{ ref("int_stage_evidence__collected") }} as evidence
        inner join
            lead_cycles as cycles
            on cycles.person_key = evidence.person_key
            and (cycles.place = 1 or evidence.assigned_at >= cycles.starts_at)
            and (cycles.next_starts_at is null or evidence.assigned_at < cycles.next_starts_at)
    ),

    qualified as (
        select
            cycle_key,
            coalesce(min(case when not is_fallback then entered_at end), min(entered_at)) as mql_at
        from proven
        where stage_code = 'MQL'
        group by cycle_key
    ),

    contacted as (
        select
            cycles.cycle_key,
            proof.stage as stage_code,
            activities.happened_at as entered_at,
            false as is_date_only,
            proof.is_fallback,
            activities.evidence_system,
            activities.evidence_source,
            activities.evidence_id
        from {{ ref("int_sales_activities__unioned") }} as activities
        inner join
            {{ ref("int_persons__accepted") }} as accepted
            on accepted.person_key = activities.person_key
        inner join lead_cycles as cycles on cycles.person_key = activities.person_key
        inner join qualified on qualified.cycle_key = cycles.cycle_key
        inner join
            {{ ref("glossary_stage_evidence") }} as proof
            on proof.system = activities.evidence_system
            and proof.source = activities.evidence_source
        where
            activities.happened_at >= qualified.mql_at
            and (cycles.next_starts_at is null or activities.happened_at < cycles.next_starts_at)
    ),

    opportunities as (
        select
            assigned.cycle_key,
            opportunities.*,
            case
                when opportunities.source_system = 'hubspot' then 'deals.' else 'opportunity.'
            end as object_prefix
        from {{ ref("int_opportunity_cycles__assigned") }} as assigned
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = assigned.opportunity_key
    ),

    opportunity_evidence as (
        select
            cycle_key,
            case
                when source_system = 'hubspot'
                then 'deals.createdate'
                else 'opportunity.createddate'
            end as evidence_source,
            source_system,
            source_id,
            created_at as entered_at,
            false as is_date_only
        from opportunities
        union all
        select
            cycle_key,
            object_prefix || 'closedate.' || stage_category as evidence_source,
            source_system,
            source_id,
            {{ start_of_reporting_date("close_date") }} as entered_at,
            true as is_date_only
        from opportunities
        where not is_open
    ),

    sold as (
        select
            opportunity_evidence.cycle_key,
            proof.stage as stage_code,
            opportunity_evidence.entered_at,
            opportunity_evidence.is_date_only,
            proof.is_fallback,
            opportunity_evidence.source_system as evidence_system,
            opportunity_evidence.evidence_source,
            opportunity_evidence.source_id as evidence_id
        from opportunity_evidence
        inner join
            {{ ref("glossary_stage_evidence") }} as proof
            on proof.system = opportunity_evidence.source_system
            and proof.source = opportunity_evidence.evidence_source
    ),

    entries as (
        select *
        from proven
        union all
        select *
        from contacted
        union all
        select *
        from sold
    ),

    ranked as (
        select
            entries.*,
            row_number() over (
                partition by cycle_key, stage_code
                order by
                    is_fallback,
                    entered_at nulls last,
                    evidence_system,
                    evidence_source,
                    length(evidence_id),
                    {{ byte_order("evidence_id") }}
            ) as place
        from entries
    )

select
    cycle_key, stage_code, entered_at, is_date_only, evidence_system, evidence_source, evidence_id
from ranked
where place = 1
