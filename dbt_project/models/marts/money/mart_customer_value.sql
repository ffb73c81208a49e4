{#- What customers are worth beside what they cost, by the month in which the cycle that won them began, its
    quarter, and by channel or campaign. Both sides of a line are of the same months. -#}
with
    sums as (select * from {{ ref("int_customer_values__summed") }}),

    seen as ({{ stages_seen() }}),

    rated as (
        select
            sums.*,
            seen.sees_won,
            {{ ratio_of_amounts("known_profit", "costed_amount") }} as gross_margin_ratio,
            {{ cost_per("recurring_amount", "count_months") }} as monthly_revenue,
            {{ ratio("count_ends", "count_months_at_risk") }} as monthly_churn_ratio,
            case
                when count_ends > 0
                then
                    {{
                        least_of(
                            [
                                "cast(lifetime_cap_months as " ~ double_type() ~ ")",
                                "cast(count_months_at_risk as "
                                ~ double_type()
                                ~ ") / count_ends",
                            ]
                        )
                    }}
                when count_months_at_risk > 0
                then lifetime_cap_months
            end as lifetime_months
        from sums
        cross join seen
    ),

    valued as (
        select
            rated.*,
            case
                when is_recurring
                then cast(monthly_revenue as {{ double_type() }}) * gross_margin_ratio
                when count_valued = count_customers
                then
                    cast(valued_profit as {{ double_type() }})
                    / nullif(count_valued, 0)
                    / customer_value_months
                -- of all that was sold the margin of what has a cost
                else
                    cast(value_amount as {{ double_type() }})
                    / nullif(count_amounted, 0)
                    * gross_margin_ratio
                    / customer_value_months
            end as monthly_profit,
            {{ cost_per("spend_amount", "count_customers") }} as cost_per_customer,
            case
                when not sees_won
                then 'could_not_see'
                when count_customers = 0
                then 'no_customers'
                when is_recurring and count_months_at_risk = 0
                then 'too_young'
                when is_recurring and (monthly_revenue is null or gross_margin_ratio is null)
                then 'not_known'
                when
                    not is_recurring
                    and count_valued < count_customers
                    and (count_amounted = 0 or gross_margin_ratio is null)
                then 'not_known'
                when
                    is_recurring
                    and (count_without_amount > 0 or coalesce(costed_amount < won_amount, true))
                then 'estimated'
                when not is_recurring and count_valued < count_customers
                then 'estimated'
                else 'told'
            end as value_state
        from rated
    ),

    lived as (
        select
            valued.*,
            {{
                money(
                    "case when is_recurring then monthly_profit * lifetime_months else monthly_profit * customer_value_months end"
                )
            }}
            as lifetime_value,
            {{ money("monthly_profit") }} as monthly_profit_amount
        from valued
    )

select
    period_type,
    period_start,
    scope_type,
    scope_value,
    campaign_name,
    is_mature,
    case when is_recurring then 'recurring' else 'one_off' end as revenue_type,
    case when sees_won then count_customers end as count_customers,
    count_valued,
    count_final,
    case when sees_won then count_deals end as count_deals,
    case when sees_won then count_deals_with_own_term end as count_deals_with_own_term,
    value_state,
    case when is_recurring then monthly_revenue end as monthly_revenue_corporate,
    gross_margin_ratio,
    {{ ratio_of_amounts("costed_amount", "won_amount") }} as cost_coverage_ratio,
    case when is_recurring then monthly_churn_ratio end as monthly_churn_ratio,
    count_months_at_risk,
    count_ends,
    {{
        exact(
            "case when is_recurring then lifetime_months else customer_value_months end",
            "decimal(18, 6)",
            limit=1000,
        )
    }} as lifetime_months,
    coalesce(is_recurring and lifetime_months = lifetime_cap_months, false) as is_lifetime_capped,
    monthly_profit_amount as monthly_profit_corporate,
    lifetime_value as lifetime_value_corporate,
    {{ spend_state("spend_amount", "count_unrated") }} as spend_state,
    cast(spend_amount as {{ money_type() }}) as spend_amount_corporate,
    cost_per_customer,
    {{ ratio_of_amounts("lifetime_value", "cost_per_customer") }} as value_to_cost_ratio,
    case
        when value_state in ('could_not_see', 'no_customers', 'too_young', 'not_known')
        then value_state
        when cost_per_customer is null
        then 'no_cost_told'
        when monthly_profit <= 0
        then 'never'
        else 'told'
    end as payback_state,
    case
        when monthly_profit > 0 then {{ ratio_of_amounts("cost_per_customer", "monthly_profit") }}
    end as payback_months
from lived
