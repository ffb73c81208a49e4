{#- What it cost to bring people to each stage, by month or quarter and by channel or campaign. What nobody
    tells the cost of has none: unknown, never 0. -#}
{%- set stages = imputable_stages() | map("lower") | list -%}
with
    seen as ({{ stages_seen() }}),

    -- what could not be read is not zero
    visible as (
        select
            summed.basis,
            summed.period_type,
            summed.period_start,
            summed.scope_type,
            summed.scope_value,
            summed.campaign_name,
            summed.is_mature,
            summed.lag_months,
            summed.media_amount,
            summed.program_amount,
            summed.people_amount,
            summed.spend_amount,
            summed.count_unrated,
            {%- for stage in stages %}
                case
                    when seen.sees_{{ stage }} then summed.count_{{ stage }}
                end as count_{{ stage }},
            {%- endfor %}
            case when seen.sees_won then summed.count_customer end as count_customers,
            case when seen.sees_won then summed.count_won end as count_won,
            case
                when seen.sees_won then summed.count_won_without_amount
            end as count_won_without_amount,
            cast(
                case
                    when not seen.sees_won
                    then null
                    when summed.count_won = 0
                    then 0
                    else summed.won_amount
                end as {{ money_type() }}
            ) as won_amount,
            case
                when seen.sees_won then summed.count_won_without_profit
            end as count_won_without_profit,
            cast(
                case
                    when not seen.sees_won
                    then null
                    when summed.count_won = 0
                    then 0
                    else summed.gross_profit
                end as {{ money_type() }}
            ) as gross_profit,
            seen.could_not_see
        from {{ ref("int_acquisition__summed") }} as summed
        cross join seen
    )

select
    basis,
    period_type,
    period_start,
    scope_type,
    scope_value,
    campaign_name,
    is_mature,
    cast(case when basis = 'lagged' then lag_months end as bigint) as lag_months,
    {{ spend_state("spend_amount", "count_unrated") }} as spend_state,
    media_amount as media_amount_corporate,
    program_amount as program_amount_corporate,
    people_amount as people_amount_corporate,
    spend_amount as spend_amount_corporate,
    count_unrated,
    {%- for stage in stages %} count_{{ stage }}, {%- endfor %}
    count_customers,
    count_won,
    count_won_without_amount,
    won_amount as won_amount_corporate,
    count_won_without_profit,
    gross_profit as gross_profit_corporate,
    {{ profit_state("gross_profit", "count_won", "count_won_without_profit") }} as profit_state,
    {%- for stage in stages %}
        {{ cost_per("spend_amount", "count_" ~ stage) }} as cost_per_{{ stage }},
    {%- endfor %}
    {{ cost_per("spend_amount", "count_customers") }} as cost_per_customer,
    {{ cost_per("media_amount", "count_customers") }} as media_cost_per_customer,
    {{ ratio_of_amounts("won_amount - spend_amount", "spend_amount") }} as roi_on_revenue,
    {{ ratio_of_amounts("gross_profit - spend_amount", "spend_amount") }} as roi_on_gross_profit,
    could_not_see
from visible
