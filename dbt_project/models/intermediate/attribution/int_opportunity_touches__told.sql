{#- One row per opportunity and touch of its people, marketing's and sales', in order: from the days before it
    was made that the glossary gives the type, until it was closed. A touch that is neither, because it came
    by somebody else's channel, is other. -#}
with
    opportunities as (
        select
            opportunities.*,
            unified.time_zone,
            coalesce(
                opportunities.created_at,
                {{ start_of_local_date("opportunities.close_date", "unified.time_zone") }}
            ) as looked_back_from,
            case
                when not opportunities.is_open
                then
                    {{
                        start_of_local_date(
                            dbt.dateadd("day", 1, "opportunities.close_date"), "unified.time_zone"
                        )
                    }}
            end as over_at
        from {{ ref("fct_opportunity") }} as opportunities
        inner join
            {{ ref("int_opportunities__unified") }} as unified
            on unified.opportunity_key = opportunities.opportunity_key
    ),

    touches as (
        select
            touches.*,
            types.rank as type_rank,
            types.lookback_days,
            case
                when not types.is_marketing
                then 'sales'
                when touches.is_marketing
                then 'marketing'
                else 'other'
            end as team
        from {{ ref("fct_touchpoint") }} as touches
        inner join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        where touches.is_credited or (touches.is_human and not types.is_marketing)
    ),

    found as (
        select
            opportunities.opportunity_key,
            touches.team,
            touches.is_credited,
            touches.content_key,
            touches.touch_at,
            touches.touch_at > opportunities.created_at as is_after_creation,
            row_number() over (
                partition by opportunities.opportunity_key order by {{ touch_order("touches") }}
            ) as position
        from opportunities
        inner join
            {{ ref("int_opportunity_buyers__found") }} as buyers
            on buyers.opportunity_key = opportunities.opportunity_key
        inner join
            touches
            on touches.person_key = buyers.person_key
            and touches.touch_at
            >= {{ dbt.dateadd("day", "-touches.lookback_days", "opportunities.looked_back_from") }}
            and (opportunities.over_at is null or touches.touch_at < opportunities.over_at)
    )

select
    opportunity_key,
    team,
    is_credited,
    content_key,
    touch_at,
    position,
    coalesce(is_after_creation, false) as is_after_creation
from found
