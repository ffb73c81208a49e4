{#- What each channel and campaign is credited with of new business, under each rule of attribution, beside
    what was spent on it: by the month in which the cycle of the deal began. -#}
with
    summed as (select * from {{ ref("int_returns__summed") }}),

    seen as ({{ stages_seen() }}),

    touched as (select * from {{ ref("int_touched_scopes__seen") }}),

    -- a channel that people came by and that touches are never told of, among those that are paid
    unseen_paid as (
        select count(*) as channels
        from {{ ref("glossary_channels") }} as paid
        inner join
            (select distinct scope_value from summed where scope_type = 'channel') as used
            on used.scope_value = paid.code
        left join touched on touched.scope_type = 'channel' and touched.scope_value = paid.code
        where paid.is_paid and touched.scope_value is null
    ),

    sighted as (
        select
            summed.*,
            case
                when summed.scope_type = 'paid'
                then unseen_paid.channels = 0
                when summed.scope_type = 'all' or summed.scope_value is null
                then true
                else summed.scope_value = 'unattributed' or touched.scope_value is not null
            end as is_touch_seen
        from summed
        cross join unseen_paid
        left join
            touched
            on touched.scope_type = summed.scope_type
            and touched.scope_value = summed.scope_value
    ),

    -- nothing won is 0; won at an unknown amount or profit is unknown, and so is what a channel has
    -- a part in whose touches nobody tells
    known as (
        select
            sighted.*,
            case
                when seen.sees_won and (sighted.is_touch_seen or sighted.won_weight > 0)
                then sighted.won_weight
            end as seen_weight
        from sighted
        cross join seen
    ),

    told as (
        select
            known.*,
            case
                when seen_weight is null then null when seen_weight = 0 then 0 else amount
            end as told_amount,
            case
                when seen_weight is null then null when seen_weight = 0 then 0 else profit
            end as told_profit
        from known
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
    is_touch_seen,
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
