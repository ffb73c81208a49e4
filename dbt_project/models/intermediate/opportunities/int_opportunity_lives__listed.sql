{#- One row per opportunity that is or was there, from when it was made to when it was deleted, with what its
    record says last. A record that was merged into another, or that is the same opportunity as one of
    another system, has no life of its own. -#}
with
    records as (select * from {{ ref("cnf_opportunities") }}),

    living as (
        select
            described.opportunity_key,
            records.source_system,
            records.source_object,
            records.source_id,
            described.is_closed,
            described.is_won,
            described.close_date
        from {{ ref("int_opportunity_records__described") }} as described
        inner join
            records
            on records.source_system = described.source_system
            and records.source_object = described.source_object
            and records.source_id = described.source_id
        where described.is_main
    ),

    same as (
        select
            links.source_system as from_system,
            links.source_object as from_object,
            links.source_id as from_id,
            links.target_system as to_system,
            links.target_object as to_object,
            links.target_id as to_id,
            near_side.is_deleted as is_from_deleted
        from {{ ref("cnf_record_links") }} as links
        inner join
            records as near_side
            on near_side.source_system = links.source_system
            and near_side.source_object = links.source_object
            and near_side.source_id = links.source_id
        inner join
            records as far_side
            on far_side.source_system = links.target_system
            and far_side.source_object = links.target_object
            and far_side.source_id = links.target_id
        where
            links.relation = 'is'
            and (
                links.source_system <> links.target_system
                or links.source_object <> links.target_object
                or links.source_id <> links.target_id
            )
    ),

    twins as (
        select from_system as source_system, from_object as source_object, from_id as source_id
        from same
        union
        select to_system as source_system, to_object as source_object, to_id as source_id
        from same
        where not is_from_deleted
    ),

    deleted as (
        select
            {{ source_key("records.source_system", "records.source_object", "records.source_id") }}
            as opportunity_key,
            records.source_system,
            records.source_object,
            records.source_id,
            {{ is_closed_record() }} as is_closed,
            {{ is_won_record() }} as is_won,
            {{ picked_close_date() }} as close_date
        from records
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = records.source_system
        left join
            {{ ref("int_opportunity_stages__described") }} as stages
            on stages.source_system = records.source_system
            and stages.source_object = records.source_object
            and stages.stage_value = records.stage_value
        left join
            twins
            on twins.source_system = records.source_system
            and twins.source_object = records.source_object
            and twins.source_id = records.source_id
        where records.is_deleted and records.merged_into is null and twins.source_id is null
    ),

    lives as (
        select *
        from living
        union all
        select *
        from deleted
    )

select
    lives.opportunity_key,
    lives.source_system,
    lives.source_object,
    lives.source_id,
    coalesce(
        records.created_at, records.modified_at, records.seen_at, timestamp '0001-01-01 00:00:00'
    ) as born_at,
    records.deleted_at as ended_at,
    coalesce(records.is_deleted, false) as is_deleted,
    records.modified_at,
    calendars.time_zone,
    -- no stage is one that was open and nothing tells of; a closed one of no known stage is blank
    case
        when lives.is_won or lives.is_closed
        then coalesce(records.stage_value, '')
        else records.stage_value
    end as stage_value,
    case
        when lives.is_won then 'won' when lives.is_closed then 'lost' else 'open'
    end as stage_category,
    {{ money("records.amount") }} as amount,
    {{ money("records.home_amount") }} as home_amount,
    records.currency_code,
    lives.close_date,
    records.owner_object,
    records.owner_id,
    records.forecast_category,
    {{ chance("records.probability_ratio") }} as probability_ratio,
    records.opportunity_type,
    records.source_value,
    records.name
from lives
inner join
    records
    on records.source_system = lives.source_system
    and records.source_object = lives.source_object
    and records.source_id = lives.source_id
inner join {{ ref("int_calendars__chosen") }} as calendars on calendars.system = lives.source_system
