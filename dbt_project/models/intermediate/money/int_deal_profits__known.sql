{#- One row per opportunity: the gross profit of its lines, and whether that is all of it. A line without
    a known margin makes it a part; what is missing is never taken for 0. -#}
with
    lines as (
        select
            opportunity_key,
            count(*) as count_lines,
            count(margin_amount_corporate) as count_known,
            sum(
                case when margin_amount_corporate is not null then net_amount_corporate end
            ) as costed_amount,
            sum(margin_amount_corporate) as gross_profit
        from {{ ref("fct_opportunity_line") }}
        group by opportunity_key
    )

select
    opportunities.opportunity_key,
    case
        when lines.count_lines is null
        then checks.lines_state
        when lines.count_known = 0
        then 'no_cost'
        when lines.count_known < lines.count_lines
        then 'in_part'
        else 'known'
    end as profit_state,
    cast(lines.costed_amount as {{ money_type() }}) as costed_amount,
    cast(lines.gross_profit as {{ money_type() }}) as gross_profit
from {{ ref("fct_opportunity") }} as opportunities
inner join
    {{ ref("fct_opportunity_line_check") }} as checks
    on checks.opportunity_key = opportunities.opportunity_key
left join lines on lines.opportunity_key = opportunities.opportunity_key
