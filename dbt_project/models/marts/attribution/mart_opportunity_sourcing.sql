{#- Who sourced each opportunity under three rules side by side, and whether marketing touched it before and
    after it was made. Where no touch of marketing was ever seen, nobody knows whether there was one. -#}
with
    seen as (
        select max(case when is_marketing then 1 else 0 end) = 1 as sees_marketing
        from {{ ref("fct_touchpoint") }}
    ),

    summed as (
        select
            opportunity_key,
            max(case when position = 1 and not is_after_creation then team end) as first_team,
            min(case when team = 'marketing' then touch_at end) as first_marketing_touch_at,
            min(case when team = 'sales' then touch_at end) as first_sales_touch_at,
            sum(
                case when team = 'marketing' and not is_after_creation then 1 else 0 end
            ) as count_touches_before,
            sum(
                case when team = 'marketing' and is_after_creation then 1 else 0 end
            ) as count_touches_after
        from {{ ref("int_opportunity_touches__told") }}
        group by opportunity_key
    ),

    ruled as (
        select
            opportunities.opportunity_key,
            opportunities.created_date,
            opportunities.close_date,
            opportunities.stage_category,
            opportunities.amount_corporate,
            coalesce(summed.first_team, 'unknown') as sourced_by_first_touch,
            case
                when opportunities.channel in ('unmapped', 'unknown')
                then 'unknown'
                when channels.is_marketing
                then 'marketing'
                else 'other'
            end as sourced_by_channel,
            case
                when
                    summed.first_marketing_touch_at < coalesce(
                        summed.first_sales_touch_at,
                        {{ dbt.dateadd("second", 1, "summed.first_marketing_touch_at") }}
                    )
                then 'marketing'
                when summed.first_sales_touch_at is not null
                then 'sales'
                else 'unknown'
            end as sourced_by_pre_sales,
            summed.first_marketing_touch_at,
            summed.first_sales_touch_at,
            case
                when seen.sees_marketing then coalesce(summed.count_touches_before, 0) > 0
            end as is_influenced_before,
            case
                when seen.sees_marketing then coalesce(summed.count_touches_after, 0) > 0
            end as is_influenced_after
        from {{ ref("fct_opportunity") }} as opportunities
        cross join seen
        left join summed on summed.opportunity_key = opportunities.opportunity_key
        left join
            {{ ref("glossary_channels") }} as channels on channels.code = opportunities.channel
    )

select
    opportunity_key,
    created_date,
    close_date,
    stage_category,
    amount_corporate,
    sourced_by_first_touch,
    sourced_by_channel,
    sourced_by_pre_sales,
    -- who does not know contradicts nobody
    (
        sourced_by_first_touch = 'marketing'
        or sourced_by_channel = 'marketing'
        or sourced_by_pre_sales = 'marketing'
    )
    and (
        sourced_by_first_touch in ('sales', 'other')
        or sourced_by_channel in ('sales', 'other')
        or sourced_by_pre_sales in ('sales', 'other')
    ) as is_disputed,
    is_influenced_before,
    is_influenced_after,
    is_influenced_before or is_influenced_after as is_influenced,
    first_marketing_touch_at,
    first_sales_touch_at
from ruled
