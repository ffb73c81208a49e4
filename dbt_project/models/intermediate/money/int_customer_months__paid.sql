{#- One row per customer who pays by the month: in how many months a deal of it ran, what it paid in them,
    after how many of them one could have stopped, and after how many it did. Months that are over
    count; a deal runs from the month in which it was won, and who begins again within the month after
    the last never stopped. A deal runs as long as its contract says, or, where none says it, as both teams
    agreed on for all. Without such a term of deals, nobody pays by the month. -#}
with
    deals as (
        select
            deals.customer_key,
            cast({{ dbt.date_trunc("month", "deals.won_date") }} as date) as first_month,
            coalesce(deals.term_months, rules.deal_term_months) as term_months,
            cast(deals.amount_corporate as {{ double_type() }})
            / coalesce(deals.term_months, rules.deal_term_months) as monthly_amount
        from {{ ref("int_customer_deals__won") }} as deals
        cross join {{ ref("int_customer_rules__set") }} as rules
        where deals.won_date is not null and rules.deal_term_months is not null
    ),

    paid as (
        select
            deals.customer_key,
            cast({{ dbt.dateadd("month", "numbers.n - 1", "deals.first_month") }} as date) as month,
            sum(deals.monthly_amount) as amount
        from deals
        inner join ({{ numbers_to(120) }}) as numbers on numbers.n <= deals.term_months
        group by 1, 2
    ),

    followed as (
        select
            customer_key,
            month,
            amount,
            cast({{ dbt.dateadd("month", 1, "month") }} as date) as next_month,
            lead(month) over (partition by customer_key order by month) as next_paid_month,
            cast({{ dbt.date_trunc("month", reporting_day()) }} as date) as running_month
        from paid
    )

select
    customer_key,
    cast(count(*) as bigint) as count_months,
    cast(sum(amount) as {{ money_type() }}) as recurring_amount,
    {{ count_where("next_month < running_month") }} as count_months_at_risk,
    {{ count_where("next_month < running_month and coalesce(next_paid_month > next_month, true)") }}
    as count_ends
from followed
where month < running_month
group by customer_key
