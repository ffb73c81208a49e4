{#- One row per opportunity and stage that it proves: its creation, and how it was closed. -#}
with
    opportunities as (
        select
            assigned.cycle_key,
            opportunities.*,
            objects.source_object || '.' || objects.created_field as created_source,
            objects.source_object || '.' || objects.closed_field as closed_source
        from {{ ref("int_opportunity_cycles__assigned") }} as assigned
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = assigned.opportunity_key
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = opportunities.source_system
            and objects.source_object = opportunities.source_object
    ),

    opportunity_evidence as (
        select
            cycle_key,
            created_source as evidence_source,
            source_system,
            source_id,
            created_at as entered_at,
            {{ reporting_date("created_at") }} as entered_date,
            {{ nothing("text") }} as picked_in
        from opportunities
        union all
        select
            cycle_key,
            closed_source || '.' || stage_category as evidence_source,
            source_system,
            source_id,
            {{ start_of_reporting_date("close_date") }} as entered_at,
            close_date as entered_date,
            time_zone as picked_in
        from opportunities
        where not is_open
    )

select
    opportunity_evidence.cycle_key,
    proof.stage as stage_code,
    opportunity_evidence.entered_at,
    opportunity_evidence.entered_date,
    opportunity_evidence.picked_in,
    proof.is_fallback,
    opportunity_evidence.source_system as evidence_system,
    opportunity_evidence.evidence_source,
    opportunity_evidence.source_id as evidence_id
from opportunity_evidence
inner join
    {{ ref("glossary_stage_evidence") }} as proof
    on proof.system = opportunity_evidence.source_system
    and proof.source = opportunity_evidence.evidence_source
