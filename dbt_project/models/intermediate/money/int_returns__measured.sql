{#- One row per rule of attribution, cohort month, channel and campaign: what it is credited with of new
    business, and what was spent there, which is the same under every rule. -#}
{%- set window = glossary("cohort_window_days") | trim -%}
{%- set costs = ["media_amount", "program_amount", "people_amount"] -%}
with
    credited as (
        select
            parted.model,
            described.began_month as month,
            parted.channel,
            campaigns.name as campaign_name,
            {{ comparable_source("campaigns.name") }} as comparable_campaign,
            parted.weight as won_weight,
            case
                when parted.attributed_amount is null then parted.weight
            end as weight_without_amount,
            case
                when parted.profit_state <> 'known' then parted.weight
            end as weight_without_profit,
            parted.attributed_amount,
            parted.attributed_profit
        from {{ ref("int_attributed_profits__parted") }} as parted
        inner join
            {{ ref("mart_pipeline") }} as cycles on cycles.opportunity_key = parted.opportunity_key
        inner join
            {{ ref("int_acquisition_cycles__described") }} as described
            on described.cycle_key = cycles.cycle_key
            and described.is_acquisition
        left join
            {{ ref("dim_campaign") }} as campaigns on campaigns.campaign_key = parted.campaign_key
        where cycles.is_won
    ),

    cells as (
        select
            model,
            month,
            channel,
            comparable_campaign,
            campaign_name,
            won_weight,
            weight_without_amount,
            weight_without_profit,
            attributed_amount,
            attributed_profit,
            {%- for cost in costs %} cast(null as {{ money_type() }}) as {{ cost }}, {%- endfor %}
            0 as count_unrated
        from credited
        union all
        select
            models.model,
            costs.month,
            costs.channel,
            costs.comparable_campaign,
            costs.campaign_name,
            cast(null as decimal(18, 12)) as won_weight,
            cast(null as decimal(18, 12)) as weight_without_amount,
            cast(null as decimal(18, 12)) as weight_without_profit,
            cast(null as {{ money_type() }}) as attributed_amount,
            cast(null as {{ money_type() }}) as attributed_profit,
            {%- for cost in costs %} costs.{{ cost }}, {%- endfor %}
            costs.count_unrated
        from {{ ref("int_acquisition__measured") }} as costs
        cross join {{ ref("dim_attribution_model") }} as models
        where costs.basis = 'cohort'
    ),

    summed as (
        select
            model,
            month,
            channel,
            comparable_campaign,
            min(campaign_name) as campaign_name,
            sum(won_weight) as won_weight,
            sum(weight_without_amount) as weight_without_amount,
            sum(weight_without_profit) as weight_without_profit,
            sum(attributed_amount) as attributed_amount,
            sum(attributed_profit) as attributed_profit,
            {%- for cost in costs %} sum({{ cost }}) as {{ cost }}, {%- endfor %}
            sum(count_unrated) as count_unrated,
            cast({{ dbt.dateadd("month", 1, "month") }} as date) as next_month
        from cells
        group by model, month, channel, comparable_campaign
    )

select
    summed.*,
    paid.code is not null as is_paid,
    coalesce(
        cast({{ dbt.dateadd("day", window, "summed.next_month") }} as date)
        <= {{ reporting_day() }},
        false
    ) as is_mature
from summed
left join {{ ref("glossary_channels") }} as paid on paid.code = summed.channel and paid.is_paid
