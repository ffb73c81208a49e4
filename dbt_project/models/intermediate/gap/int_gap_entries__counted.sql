{{ config(materialized="ephemeral") }}
{#- One row per metric and thing that we count: what the scorecard counts, and the steps that the funnel
    imputes. No unit test: its rows are tested in int_gap_pairs__matched. -#}
with
    cycles as (select * from {{ ref("int_cycles__numbered") }}),

    -- a step that was passed over is opened at the record that proves the next one
    passed_over as (
        select
            skipped.cycle_key,
            skipped.stage_code,
            skipped.entered_date,
            proven.evidence_system,
            proven.evidence_source,
            proven.evidence_id,
            row_number() over (
                partition by skipped.cycle_key, skipped.stage_code order by proven.stage_rank
            ) as place
        from {{ ref("int_funnel_events__imputed") }} as skipped
        inner join
            {{ ref("int_funnel_events__imputed") }} as proven
            on proven.cycle_key = skipped.cycle_key
            and proven.stage_rank > skipped.stage_rank
            and proven.stage_code in {{ codes_in(funnel_stages()) }}
            and not proven.is_imputed
        where skipped.is_imputed and skipped.entered_date <= {{ reporting_day() }}
    ),

    entries as (
        select
            metric_id,
            happened_date,
            entity_kind,
            entity_key,
            source_system,
            source_object,
            source_id,
            cast(numerator as {{ metric_type() }}) as value,
            false as is_imputed
        from {{ ref("fct_metric_contribution") }}
        union all
        select
            'entered_' || lower(stage_code) as metric_id,
            entered_date as happened_date,
            'cycle' as entity_kind,
            cycle_key as entity_key,
            evidence_system as source_system,
            {{ list_part("evidence_source", ".", 1) }} as source_object,
            evidence_id as source_id,
            cast(1 as {{ metric_type() }}) as value,
            true as is_imputed
        from passed_over
        where place = 1
    )

select
    entries.metric_id,
    entries.happened_date,
    entries.source_system,
    entries.source_object,
    entries.source_id,
    entries.value,
    entries.is_imputed,
    case when objects.kind = 'opportunity' then 'opportunity' else 'person' end as entity_kind,
    case
        when coalesce(objects.kind, '') <> 'opportunity' or entries.is_imputed
        then coalesce(cycles.cycle_key, entries.entity_key)
        else coalesce(cycles.opportunity_key, entries.entity_key)
    end as pair_key,
    case
        when coalesce(objects.kind, '') <> 'opportunity'
        then cycles.person_key
        else coalesce(cycles.opportunity_key, entries.entity_key)
    end as entity_key
from entries
left join cycles on entries.entity_kind = 'cycle' and cycles.cycle_key = entries.entity_key
left join
    {{ ref("cnf_objects") }} as objects
    on objects.source_system = entries.source_system
    and objects.source_object = entries.source_object
