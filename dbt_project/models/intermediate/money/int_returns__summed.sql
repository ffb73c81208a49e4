{#- One row per rule of attribution, cohort period and scope: what is credited and what was spent, added up.
    No unit test: sums of int_returns__measured, which has one; mart_marketing_return shows them. -#}
with
    measured as (select * from {{ ref("int_returns__measured") }}),

    {{ by_period_and_scope("measured") }}

select
    model,
    period_type,
    period_start,
    scope_type,
    scope_value,
    case when scope_type = 'campaign_name' then min(campaign_name) end as campaign_name,
    min(case when is_mature then 1 else 0 end) = 1 as is_mature,
    cast(coalesce(sum(won_weight), 0) as decimal(24, 12)) as won_weight,
    cast(coalesce(sum(weight_without_amount), 0) as decimal(24, 12)) as weight_without_amount,
    cast(coalesce(sum(weight_without_profit), 0) as decimal(24, 12)) as weight_without_profit,
    sum(attributed_amount) as amount,
    sum(attributed_profit) as profit,
    sum({{ whole_spend() }}) as spend_amount,
    sum(count_unrated) as count_unrated
from scoped
group by model, period_type, period_start, scope_type, scope_value
