{#- One row per won cycle: whose deal it was, what is left of it, and whether it counts for what the customer
    is worth (the deals of so many months from the first one on). -#}
with
    wins as (
        select
            cycles.cycle_key,
            coalesce(cycles.account_key, cycles.person_key, cycles.cycle_key) as customer_key,
            cycles.account_key,
            cycles.opportunity_key,
            cycles.channel,
            cycles.won_date,
            cycles.amount_corporate,
            described.is_new_customer,
            described.began_month,
            described.campaign_name,
            described.comparable_campaign,
            coalesce(deals.profit_state, 'no_lines') as profit_state,
            deals.costed_amount,
            deals.gross_profit,
            terms.term_months
        from {{ ref("mart_pipeline") }} as cycles
        inner join
            {{ ref("int_acquisition_cycles__described") }} as described
            on described.cycle_key = cycles.cycle_key
        left join
            {{ ref("int_deal_profits__known") }} as deals
            on deals.opportunity_key = cycles.opportunity_key
        left join
            {{ ref("int_deal_terms__known") }} as terms
            on terms.opportunity_key = cycles.opportunity_key
        where cycles.is_won
    ),

    dated as (
        select wins.*, min(won_date) over (partition by customer_key) as first_won_date from wins
    ),

    ended as (
        select
            dated.*,
            cast(
                {{ dbt.dateadd("month", "rules.customer_value_months", "dated.first_won_date") }}
                as date
            ) as value_end_date
        from dated
        cross join {{ ref("int_customer_rules__set") }} as rules
    )

select ended.*, coalesce(won_date < value_end_date, false) as is_of_value
from ended
