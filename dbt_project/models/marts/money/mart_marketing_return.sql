{#- What each channel and campaign is credited with of new business, under each rule of attribution, beside
    what was spent on it: by the month in which the cycle of the deal began. -#}
with
    summed as (select * from {{ ref("int_returns__summed") }}),

    seen as ({{ stages_seen() }}),

    -- nothing won is 0; won at an unknown amount or profit is unknown
    told as (
        select
            summed.*,
            case when seen.sees_won then summed.won_weight end as seen_weight,
            case
                when not seen.sees_won then null when summed.won_weight = 0 then 0 else amount
            end as told_amount,
            case
                when not seen.sees_won then null when summed.won_weight = 0 then 0 else profit
            end as told_profit
        from summed
        cross join seen
    )

select
    model,
    model = {{ glossary("default_attribution_model") | trim }} as is_default_model,
    period_type,
    period_start,
    scope_type,
    scope_value,
    campaign_name,
    is_mature,
    seen_weight as won_weight,
    weight_without_amount,
    cast(told_amount as {{ money_type() }}) as attributed_amount_corporate,
    weight_without_profit,
    cast(told_profit as {{ money_type() }}) as attributed_profit_corporate,
    {{ profit_state("told_profit", "seen_weight", "weight_without_profit") }} as profit_state,
    {{ spend_state("spend_amount", "count_unrated") }} as spend_state,
    cast(spend_amount as {{ money_type() }}) as spend_amount_corporate,
    {{ ratio_of_amounts("told_amount - spend_amount", "spend_amount") }} as roi_on_revenue,
    {{ ratio_of_amounts("told_profit - spend_amount", "spend_amount") }} as roi_on_gross_profit
from told
