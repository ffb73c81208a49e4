{#- One row per metric and living record that a system counts by itself: by the evidence that the glossary
    names in it, once, on the day that its own calendar shows. Nobody else's records are looked at. Steps
    that deals prove are counted by deals. `pair_key` is the cycle or opportunity in which we count it. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    activities as (
        select distinct
            activities.source_system,
            activities.source_object,
            activities.source_id,
            activities.person_object,
            activities.person_id,
            past.happened_at
        from {{ ref("cnf_activities") }} as activities
        inner join
            {{ ref("int_sales_activities__completed") }} as past
            on past.evidence_system = activities.source_system
            and past.evidence_source = activities.source_object || '.completed'
            and past.evidence_id = activities.source_id
        where activities.person_id is not null
    ),

    -- the person whose record it is, or who answered with it
    whose as (
        select distinct source_system, source_object, person_id, evidence_source, evidence_id
        from {{ ref("int_record_evidence__collected") }}
    ),

    shown as (
        select
            evidence.stage_code,
            evidence.evidence_system as source_system,
            whose.source_object,
            whose.person_id as source_id,
            {{ earliest_instant("evidence") }} as counted_at,
            case when evidence.picked_in is not null then evidence.entered_date end as picked_date,
            evidence.entered_date as reporting_date,
            evidence.assigned_at,
            evidence.is_fallback,
            false as is_activity
        from {{ ref("int_stage_evidence__collected") }} as evidence
        inner join
            whose
            on whose.source_system = evidence.evidence_system
            and whose.evidence_source = replace(evidence.evidence_source, ' (first seen)', '')
            and whose.evidence_id = evidence.evidence_id
        union all
        select
            proof.stage as stage_code,
            activities.source_system,
            activities.person_object as source_object,
            activities.person_id as source_id,
            activities.happened_at as counted_at,
            {{ nothing("date") }} as picked_date,
            {{ reporting_date("activities.happened_at") }} as reporting_date,
            activities.happened_at as assigned_at,
            proof.is_fallback,
            true as is_activity
        from activities
        inner join
            {{ ref("glossary_stage_evidence") }} as proof
            on proof.system = activities.source_system
            and proof.source = activities.source_object || '.completed'
    ),

    ranked as (
        select
            shown.*,
            persons.person_key,
            coalesce(
                shown.picked_date, {{ local_date("shown.counted_at", "calendars.time_zone") }}
            ) as counted_date,
            row_number() over (
                partition by
                    shown.stage_code, shown.source_system, shown.source_object, shown.source_id
                order by shown.is_fallback, shown.counted_at, shown.reporting_date
            ) as place
        from shown
        inner join
            persons
            on persons.source_system = shown.source_system
            and persons.source_object = shown.source_object
            and persons.source_id = shown.source_id
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = shown.source_system
        where
            shown.stage_code in {{ codes_in(funnel_stages()) }}
            and shown.stage_code not in {{ codes_in(opportunity_stages()) }}
    )

select
    'entered_' || lower(ranked.stage_code) as metric_id,
    ranked.source_system,
    ranked.source_object,
    ranked.source_id,
    'person' as entity_kind,
    ranked.person_key as entity_key,
    cycles.cycle_key as pair_key,
    ranked.counted_date,
    ranked.reporting_date,
    ranked.is_fallback,
    ranked.is_activity,
    cast(1 as {{ metric_type() }}) as value
from ranked
left join
    {{ ref("int_lead_cycles__opened") }} as cycles
    on cycles.person_key = ranked.person_key
    and (cycles.row_rank = 1 or ranked.assigned_at >= cycles.starts_at)
    and (cycles.next_starts_at is null or ranked.assigned_at < cycles.next_starts_at)
where ranked.place = 1
union all
select
    metric_id,
    source_system,
    source_object,
    source_id,
    entity_kind,
    entity_key,
    pair_key,
    counted_date,
    reporting_date,
    is_fallback,
    is_activity,
    value
from {{ ref("int_gap_deals__counted") }}
