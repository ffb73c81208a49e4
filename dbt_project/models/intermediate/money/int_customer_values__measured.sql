{#- One row per cohort month, channel and campaign: customers and what they were worth, and what was spent
    there. A month is mature when nothing of it can still change: its cycles had their time, and, where
    customers pay once, so had the customers whom they won. -#}
{%- set window = glossary("cohort_window_days") | trim -%}
{%- set counts = [
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
] -%}
{%- set amounts = [
    "valued_profit",
    "value_amount",
    "won_amount",
    "costed_amount",
    "known_profit",
    "recurring_amount",
] -%}
{%- set costs = ["media_amount", "program_amount", "people_amount"] -%}
with
    customers as (
        select
            cohort_month as month,
            channel,
            {{ comparable_source("campaign_name") }} as comparable_campaign,
            campaign_name,
            1 as count_customers,
            case when gross_profit_corporate is not null then 1 else 0 end as count_valued,
            case
                when gross_profit_corporate is not null and is_value_final then 1 else 0
            end as count_final,
            case when value_amount_corporate is not null then 1 else 0 end as count_amounted,
            case
                when count_deals_without_amount > 0 or first_won_date is null then 1 else 0
            end as count_without_amount,
            -- what one pays a month is not known unless all of its deals have an amount
            case when count_deals_without_amount = 0 then count_months else 0 end as count_months,
            count_months_at_risk,
            count_ends,
            count_deals,
            count_deals_with_own_term,
            gross_profit_corporate as valued_profit,
            value_amount_corporate as value_amount,
            won_amount_corporate as won_amount,
            costed_amount_corporate as costed_amount,
            known_profit_corporate as known_profit,
            case
                when count_deals_without_amount = 0 then recurring_amount_corporate
            end as recurring_amount
        from {{ ref("fct_customer") }}
    ),

    -- costs without customers, and customers without costs
    cells as (
        select
            month,
            channel,
            comparable_campaign,
            campaign_name,
            {%- for measure in counts + amounts %} {{ measure }}, {%- endfor %}
            {%- for cost in costs %} cast(null as {{ money_type() }}) as {{ cost }}, {%- endfor %}
            0 as count_unrated
        from customers
        union all
        select
            month,
            channel,
            comparable_campaign,
            campaign_name,
            {%- for measure in counts %} 0 as {{ measure }}, {%- endfor %}
            {%- for amount in amounts %}
                cast(null as {{ money_type() }}) as {{ amount }},
            {%- endfor %}
            {%- for cost in costs %} {{ cost }}, {%- endfor %}
            count_unrated
        from {{ ref("int_acquisition__measured") }}
        where basis = 'cohort'
    ),

    summed as (
        select
            month,
            channel,
            comparable_campaign,
            min(campaign_name) as campaign_name,
            {%- for amount in costs + amounts %} sum({{ amount }}) as {{ amount }}, {%- endfor %}
            {%- for measure in counts %} sum({{ measure }}) as {{ measure }}, {%- endfor %}
            sum(count_unrated) as count_unrated
        from cells
        group by month, channel, comparable_campaign
    ),

    timed as (
        select
            summed.*,
            rules.deal_term_months is not null as is_recurring,
            rules.customer_value_months,
            rules.lifetime_cap_months,
            cast(
                {{
                    dbt.dateadd(
                        "month",
                        "1 + case when rules.deal_term_months is null then rules.customer_value_months else 0 end",
                        "summed.month",
                    )
                }}
                as date
            ) as valued_month
        from summed
        cross join {{ ref("int_customer_rules__set") }} as rules
    )

select
    timed.*,
    paid.code is not null as is_paid,
    coalesce(
        cast({{ dbt.dateadd("day", window, "timed.valued_month") }} as date)
        <= {{ reporting_day() }},
        false
    ) as is_mature
from timed
left join {{ ref("glossary_channels") }} as paid on paid.code = timed.channel and paid.is_paid
