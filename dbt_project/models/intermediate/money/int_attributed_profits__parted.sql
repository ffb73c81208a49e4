{#- One row per rule, won opportunity and touch with a share in it: its share of the amount and of the gross
    profit. Profit is parted as fct_attribution parts amounts: a touch has what the rounded total up to it
    is more than the one before, so that the parts add up to the whole. -#}
{%- set parts = "partition by shares.model, shares.opportunity_key order by shares.position" -%}
with
    summed as (
        select
            shares.model,
            shares.opportunity_key,
            shares.position,
            shares.channel,
            shares.campaign_key,
            shares.weight,
            shares.attributed_amount,
            deals.profit_state,
            deals.gross_profit,
            sum(shares.weight) over ({{ parts }} rows unbounded preceding) as weight_until
        from {{ ref("fct_attribution") }} as shares
        inner join
            {{ ref("int_deal_profits__known") }} as deals
            on deals.opportunity_key = shares.opportunity_key
        where shares.conversion = 'won'
    ),

    rounded as (
        select
            summed.*,
            cast(
                round(gross_profit * cast(weight_until as decimal(13, 12)), 4) as {{ money_type() }}
            ) as whole_profit
        from summed
    )

select
    shares.model,
    shares.opportunity_key,
    shares.position,
    shares.channel,
    shares.campaign_key,
    shares.weight,
    shares.attributed_amount,
    shares.profit_state,
    cast(
        shares.whole_profit
        - coalesce(lag(shares.whole_profit) over ({{ parts }}), 0) as {{ money_type() }}
    ) as attributed_profit
from rounded as shares
