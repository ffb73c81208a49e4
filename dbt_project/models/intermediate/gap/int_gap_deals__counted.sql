{{ config(materialized="ephemeral") }}
{#- One row per metric and living record of an opportunity that its system counts by itself; see
    int_gap_records__counted. -#}
with
    deals as (
        select
            records.source_system,
            records.source_object,
            records.source_id,
            records.opportunity_key,
            records.created_at,
            {{ local_date("records.created_at", "records.time_zone") }} as created_date,
            records.close_date,
            records.is_won,
            coalesce(amounts.amount_corporate, 0) as amount,
            objects.source_object || '.' || objects.created_field as created_source,
            objects.source_object || '.' || objects.closed_field || '.won' as won_source
        from {{ ref("int_opportunity_records__described") }} as records
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = records.source_system
            and objects.source_object = records.source_object
        left join
            {{ ref("int_opportunity_amounts__converted") }} as amounts
            on amounts.source_system = records.source_system
            and amounts.source_object = records.source_object
            and amounts.source_id = records.source_id
    ),

    steps as (
        select
            deals.*,
            created_source as source,
            created_date as counted_date,
            {{ reporting_date("created_at") }} as reporting_date
        from deals
        union all
        select
            deals.*, won_source as source, close_date as counted_date, close_date as reporting_date
        from deals
        where is_won
    )

select
    'entered_' || lower(proof.stage) as metric_id,
    steps.source_system,
    steps.source_object,
    steps.source_id,
    'opportunity' as entity_kind,
    steps.opportunity_key as entity_key,
    steps.opportunity_key as pair_key,
    steps.counted_date,
    steps.reporting_date,
    false as is_fallback,
    false as is_activity,
    cast(1 as {{ metric_type() }}) as value
from steps
inner join
    {{ ref("glossary_stage_evidence") }} as proof
    on proof.system = steps.source_system
    and proof.source = steps.source
where proof.stage in {{ codes_in(funnel_stages()) }} and steps.counted_date is not null
union all
select
    'won_amount' as metric_id,
    source_system,
    source_object,
    source_id,
    'opportunity' as entity_kind,
    opportunity_key as entity_key,
    opportunity_key as pair_key,
    close_date as counted_date,
    close_date as reporting_date,
    false as is_fallback,
    false as is_activity,
    cast(amount as {{ metric_type() }}) as value
from deals
where is_won and close_date is not null
