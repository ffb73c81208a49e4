{#- One row per opportunity and entry into a stage that is recorded, by the best record there is: the
    vendor's history of the stage, else HubSpot's dates of each stage. Where neither reaches the stage
    in which the opportunity stands, the run that first saw it there. -#}
with
    opportunities as (select * from {{ ref("int_opportunities__unified") }}),

    deals as (
        select deals.*, opportunities.opportunity_key
        from {{ ref("stg_hubspot__deals") }} as deals
        inner join
            opportunities
            on opportunities.source_system = 'hubspot'
            and opportunities.source_id = deals.deal_id
    ),

    recorded as (
        select
            opportunities.opportunity_key,
            history.history_id as entry_id,
            history.stage_name as stage_value,
            history.probability_percent as own_rank,
            history.created_at as entered_at,
            cast(null as timestamp) as exited_at,
            'opportunity_history' as evidence_source
        from {{ ref("stg_salesforce__opportunity_history") }} as history
        inner join
            opportunities
            on opportunities.source_system = 'salesforce'
            and opportunities.source_id = history.opportunity_id
        where not history.is_deleted
        union all
        select
            deals.opportunity_key,
            coalesce(history.value, '') as entry_id,
            history.value as stage_value,
            cast(null as double precision) as own_rank,
            history.changed_at as entered_at,
            cast(null as timestamp) as exited_at,
            'property_history' as evidence_source
        from {{ ref("stg_hubspot__history") }} as history
        inner join deals on deals.deal_id = history.record_id
        where
            history.object_type = 'deals'
            and history.property = 'dealstage'
            and history.value is not null
            and not history.is_deleted
    ),

    with_history as (select distinct opportunity_key from recorded),

    -- names of properties are in lower case and know no hyphen
    dated as (
        select
            deals.opportunity_key,
            dates.stage_name as entry_id,
            coalesce(stages.stage_id, dates.stage_name) as stage_value,
            cast(null as double precision) as own_rank,
            dates.entered_at,
            dates.exited_at,
            'stage_dates' as evidence_source
        from {{ ref("stg_hubspot__deal_stage_dates") }} as dates
        inner join deals on deals.deal_id = dates.deal_id
        left join
            {{ ref("int_deal_stages__described") }} as stages
            on lower(replace(stages.stage_id, '-', '_')) = dates.stage_name
        left join with_history on with_history.opportunity_key = deals.opportunity_key
        where with_history.opportunity_key is null
    ),

    told as (
        select *
        from recorded
        union all
        select *
        from dated
    ),

    last_told as (
        select
            opportunity_key,
            stage_value,
            entered_at,
            row_number() over (
                partition by opportunity_key
                order by entered_at desc nulls last, {{ byte_order("entry_id") }} desc
            ) as place
        from told
    )

select *
from told
union all
select
    opportunities.opportunity_key,
    opportunities.source_id as entry_id,
    opportunities.stage_value,
    cast(null as double precision) as own_rank,
    -- greatest and not coalesce: the later of the two, or the one that is known
    greatest(
        coalesce(seen.held_at, opportunities.created_at), last_told.entered_at + interval '1 second'
    ) as entered_at,
    cast(null as timestamp) as exited_at,
    'first_seen' as evidence_source
from opportunities
left join
    {{ ref("int_record_conditions__first_seen") }} as seen
    on seen.source_system = opportunities.source_system
    and seen.source_object = opportunities.source_object
    and seen.source_id = opportunities.source_id
    and seen.evidence_source in (
        'deals.dealstage=' || opportunities.stage_value,
        'opportunity.stagename=' || opportunities.stage_value
    )
left join
    last_told on last_told.opportunity_key = opportunities.opportunity_key and last_told.place = 1
where last_told.opportunity_key is null or last_told.stage_value <> opportunities.stage_value
