{#- One row per opportunity and what it came to: that it was made, and that it was won or lost. Touches count
    from some days before it was made, each type its own, until that moment or, of a win or a loss, the end of
    its day. One whose day nobody knows is taken to follow what was before the opportunity, and no more. A loss
    has nothing to share out: it is a journey that came to nothing. -#}
with
    opportunities as (
        select
            opportunities.opportunity_key,
            opportunities.account_key,
            opportunities.amount_corporate,
            opportunities.created_at,
            opportunities.is_won,
            opportunities.is_lost,
            cycles.inq_at as lead_created_at,
            cycles.is_inq_imputed,
            {{
                dbt.dateadd(
                    "microsecond",
                    -1,
                    start_of_local_date(
                        dbt.dateadd("day", 1, "opportunities.close_date"), "unified.time_zone"
                    ),
                )
            }} as end_of_close_date
        from {{ ref("fct_opportunity") }} as opportunities
        inner join
            {{ ref("int_opportunities__unified") }} as unified
            on unified.opportunity_key = opportunities.opportunity_key
        left join {{ ref("mart_pipeline") }} as cycles on cycles.cycle_key = opportunities.cycle_key
    ),

    converted as (
        select opportunities.*, 'created' as conversion, created_at as touches_until
        from opportunities
        union all
        select
            opportunities.*,
            case when is_won then 'won' else 'lost' end as conversion,
            coalesce(end_of_close_date, created_at) as touches_until
        from opportunities
        where is_won or is_lost
    )

select
    opportunity_key,
    conversion,
    account_key,
    amount_corporate,
    created_at,
    -- a hand that was never seen raised was raised at no known time
    case when not is_inq_imputed then lead_created_at end as lead_created_at,
    touches_until,
    coalesce(created_at, touches_until) as looked_back_from
from converted
