{#- One row per cohort period and scope: customers, what they were worth and what was spent, added up.
    No unit test: sums of int_customer_values__measured, which has one; mart_customer_value shows them. -#}
{%- set summed = [
    "count_customers",
    "count_valued",
    "count_final",
    "count_amounted",
    "count_without_amount",
    "count_months",
    "count_months_at_risk",
    "count_ends",
    "count_deals",
    "count_deals_with_own_term",
    "count_unrated",
] -%}
with
    measured as (select * from {{ ref("int_customer_values__measured") }}),

    {{ by_period_and_scope("measured") }}

select
    period_type,
    period_start,
    scope_type,
    scope_value,
    case when scope_type = 'campaign_name' then min(campaign_name) end as campaign_name,
    min(case when is_mature then 1 else 0 end) = 1 as is_mature,
    min(case when is_recurring then 1 else 0 end) = 1 as is_recurring,
    min(customer_value_months) as customer_value_months,
    min(lifetime_cap_months) as lifetime_cap_months,
    sum({{ whole_spend() }}) as spend_amount,
    {%- for count in summed %} cast(sum({{ count }}) as bigint) as {{ count }}, {%- endfor %}
    sum(valued_profit) as valued_profit,
    sum(value_amount) as value_amount,
    sum(won_amount) as won_amount,
    sum(costed_amount) as costed_amount,
    sum(known_profit) as known_profit,
    sum(recurring_amount) as recurring_amount
from scoped
group by period_type, period_start, scope_type, scope_value
