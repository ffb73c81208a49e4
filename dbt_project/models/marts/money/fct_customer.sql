with
    deals as (select * from {{ ref("int_customer_deals__won") }}),

    summed as (
        select
            customer_key,
            count(*) as count_deals,
            count(term_months) as count_deals_with_own_term,
            {{ count_where("amount_corporate is null") }} as count_deals_without_amount,
            sum(amount_corporate) as won_amount,
            sum(costed_amount) as costed_amount,
            sum(gross_profit) as known_profit,
            {{ count_where("is_of_value") }} as count_deals_of_value,
            {{ count_where("is_of_value and profit_state <> 'known'") }} as count_without_profit,
            sum(case when is_of_value then gross_profit end) as profit_of_value,
            {{ count_where("is_of_value and amount_corporate is null") }} as count_without_worth,
            sum(case when is_of_value then amount_corporate end) as amount_of_value,
            min(
                case when is_of_value and profit_state <> 'known' then profit_state end
            ) as first_unknown
        from deals
        group by customer_key
    )

select
    firsts.customer_key,
    firsts.account_key,
    firsts.cycle_key,
    firsts.opportunity_key,
    firsts.channel,
    firsts.campaign_name,
    firsts.began_month as cohort_month,
    firsts.first_won_date,
    firsts.value_end_date,
    coalesce(firsts.value_end_date <= {{ reporting_day() }}, false) as is_value_final,
    summed.count_deals,
    summed.count_deals_with_own_term,
    summed.count_deals_without_amount,
    cast(summed.won_amount as {{ money_type() }}) as won_amount_corporate,
    cast(summed.costed_amount as {{ money_type() }}) as costed_amount_corporate,
    cast(summed.known_profit as {{ money_type() }}) as known_profit_corporate,
    summed.count_deals_of_value,
    case
        when firsts.first_won_date is null
        then 'no_date'
        when summed.count_without_profit = 0
        then 'known'
        when summed.count_without_profit < summed.count_deals_of_value
        then 'in_part'
        else summed.first_unknown
    end as profit_state,
    cast(
        case
            when firsts.first_won_date is not null and summed.count_without_profit = 0
            then summed.profit_of_value
        end as {{ money_type() }}
    ) as gross_profit_corporate,
    cast(
        case
            when firsts.first_won_date is not null and summed.count_without_worth = 0
            then summed.amount_of_value
        end as {{ money_type() }}
    ) as value_amount_corporate,
    coalesce(months.count_months, 0) as count_months,
    coalesce(months.count_months_at_risk, 0) as count_months_at_risk,
    coalesce(months.count_ends, 0) as count_ends,
    months.recurring_amount as recurring_amount_corporate
from deals as firsts
inner join summed on summed.customer_key = firsts.customer_key
left join
    {{ ref("int_customer_months__paid") }} as months on months.customer_key = firsts.customer_key
where firsts.is_new_customer
