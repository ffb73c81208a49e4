{#- One row per basis, measure, month, channel and campaign: how many were counted there. `basis` says which
    month a stage belongs to: that in which its cycle began (cohort), its own (period), or its own
    less the median time from the beginning to that stage (lagged). -#}
{%- set stages = imputable_stages() | map("lower") | list -%}
{%- set won = funnel_stages()[-1] | lower -%}
{%- set measures = stages + ["customer", "won"] -%}
with
    cycles as (
        select
            cycles.*,
            described.began_date,
            described.began_month,
            described.campaign_name,
            described.comparable_campaign,
            described.is_new_customer,
            deals.gross_profit,
            coalesce(deals.profit_state, 'no_lines') = 'known' as is_profit_known
        from {{ ref("mart_pipeline") }} as cycles
        inner join
            {{ ref("int_acquisition_cycles__described") }} as described
            on described.cycle_key = cycles.cycle_key
        left join
            {{ ref("int_deal_profits__known") }} as deals
            on deals.opportunity_key = cycles.opportunity_key
        where described.is_acquisition
    ),

    -- months from the beginning of a cycle, in the middle
    lags as (
        select
            {%- for stage in stages + [won] %}
                cast(
                    round(
                        cast(
                            coalesce(
                                {{
                                    median_of(
                                        "case when "
                                        ~ is_observed(stage | upper)
                                        ~ " and cycle_type = 'marketing_generated' then "
                                        ~ days_between("began_date", stage ~ "_date")
                                        ~ " end"
                                    )
                                }},
                                0
                            )
                            / 30.4375 as decimal(18, 6)
                        )
                    ) as integer
                ) as {{ stage }}_lag {{- "," if not loop.last }}
            {%- endfor %}
        from cycles
    ),

    counted as (
        {%- for basis in ["cohort", "period", "lagged"] %}
            {%- set outer_last = loop.last %}
            {%- for measure in measures %}
                {%- set stage = measure if measure in stages else won %}
                {%- set month = "cast(" ~ dbt.date_trunc("month", stage ~ "_date") ~ " as date)" %}
                select
                    '{{ basis }}' as basis,
                    '{{ measure }}' as measure,
                    {% if basis == "cohort" %} began_month
                    {% elif basis == "period" %} {{ month }}
                    {% else %}
                        cast({{ dbt.dateadd("month", "0 - " ~ stage ~ "_lag", month) }} as date)
                    {% endif %} as month,
                    channel,
                    comparable_campaign,
                    min(campaign_name) as campaign_name,
                    cast(count(*) as bigint) as n,
                    {% if measure == "won" %}
                        {{ count_where("amount_corporate is null") }} as n_without_amount,
                        sum(amount_corporate) as amount,
                        {{ count_where("not is_profit_known") }} as n_without_profit,
                        sum(gross_profit) as profit
                    {% else %}
                        {{ nothing("bigint") }} as n_without_amount,
                        cast(null as {{ money_type() }}) as amount,
                        {{ nothing("bigint") }} as n_without_profit,
                        cast(null as {{ money_type() }}) as profit
                    {% endif %}
                from cycles
                cross join lags
                where
                    {% if measure in stages %} {{ is_observed(stage | upper) }}
                    {% elif measure == "customer" %} is_new_customer
                    {% else %} is_won
                    {% endif %}
                group by 3, 4, 5
                {% if not (loop.last and outer_last) %}
                    union all
                {% endif %}
            {%- endfor %}
        {%- endfor %}
    )

select counted.*, lags.{{ won }}_lag as lag_months
from counted
cross join lags
