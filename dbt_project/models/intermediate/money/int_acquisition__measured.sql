{#- One row per basis, month, channel and campaign: what was counted there, and what it cost. Costs stand in
    their own month, whatever the basis. -#}
{%- set measures = (imputable_stages() | map("lower") | list) + ["customer", "won"] -%}
with
    spend as (
        select
            month,
            channel,
            comparable_campaign,
            min(campaign_name) as campaign_name,
            {%- for cost_basis in ["media", "program", "people"] %}
                sum(
                    case when cost_basis = '{{ cost_basis }}' then amount_corporate end
                ) as {{ cost_basis }}_amount,
            {%- endfor %}
            {{ count_where("is_unrated") }} as count_unrated
        from {{ ref("int_marketing_spend__monthly") }}
        group by month, channel, comparable_campaign
    ),

    cells as (
        select
            basis,
            month,
            channel,
            comparable_campaign,
            campaign_name,
            {%- for measure in measures %}
                case when measure = '{{ measure }}' then n end as count_{{ measure }},
            {%- endfor %}
            n_without_amount as count_won_without_amount,
            amount as won_amount,
            n_without_profit as count_won_without_profit,
            profit as gross_profit,
            cast(null as {{ money_type() }}) as media_amount,
            cast(null as {{ money_type() }}) as program_amount,
            cast(null as {{ money_type() }}) as people_amount,
            {{ nothing("bigint") }} as count_unrated,
            lag_months
        from {{ ref("int_acquisition__counted") }}
        union all
        select
            bases.basis,
            spend.month,
            spend.channel,
            spend.comparable_campaign,
            spend.campaign_name,
            {%- for measure in measures %}
                {{ nothing("bigint") }} as count_{{ measure }},
            {%- endfor %}
            {{ nothing("bigint") }} as count_won_without_amount,
            cast(null as {{ money_type() }}) as won_amount,
            {{ nothing("bigint") }} as count_won_without_profit,
            cast(null as {{ money_type() }}) as gross_profit,
            spend.media_amount,
            spend.program_amount,
            spend.people_amount,
            spend.count_unrated,
            cast(null as integer) as lag_months
        from spend
        cross join
            (
                select 'cohort' as basis
                union all
                select 'period'
                union all
                select 'lagged'
            ) as bases
    )

select
    cells.basis,
    cells.month,
    cells.channel,
    cells.comparable_campaign,
    min(cells.campaign_name) as campaign_name,
    {%- for measure in measures %}
        cast(coalesce(sum(cells.count_{{ measure }}), 0) as bigint) as count_{{ measure }},
    {%- endfor %}
    cast(coalesce(sum(cells.count_won_without_amount), 0) as bigint) as count_won_without_amount,
    cast(sum(cells.won_amount) as {{ money_type() }}) as won_amount,
    cast(coalesce(sum(cells.count_won_without_profit), 0) as bigint) as count_won_without_profit,
    cast(sum(cells.gross_profit) as {{ money_type() }}) as gross_profit,
    cast(sum(cells.media_amount) as {{ money_type() }}) as media_amount,
    cast(sum(cells.program_amount) as {{ money_type() }}) as program_amount,
    cast(sum(cells.people_amount) as {{ money_type() }}) as people_amount,
    cast(coalesce(sum(cells.count_unrated), 0) as bigint) as count_unrated,
    -- of the company: what has cost alone has none of its own
    max(max(cells.lag_months)) over () as lag_months
from cells
group by cells.basis, cells.month, cells.channel, cells.comparable_campaign
