{#- How the lines of an opportunity stand to its amount. No rule counts it as a fault: a deal's amount may be
    meant to say something else (a year of it, the whole term), a system that adds the lines up itself
    cannot differ, and pipeline trust would fall for companies that never meant the two to be equal. -#}
with
    opportunities as (select * from {{ ref("fct_opportunity") }}),

    -- no line of a system is seen unless every stream that tells of them was read
    unseen as (
        select distinct streams.source_system
        from {{ ref("cnf_line_streams") }} as streams
        inner join
            {{ ref("mart_stream_state") }} as states
            on states.source_system = streams.source_system
            and states.stream = streams.stream
        where states.state not in ('refreshed', 'did_not_refresh', 'not_used')
    ),

    -- an opportunity may have records in several systems, of which each may tell its lines
    hidden as (
        select distinct sources.opportunity_key
        from {{ ref("bridge_opportunity_source") }} as sources
        inner join unseen on unseen.source_system = sources.source_system
    ),

    lines as (
        select
            opportunity_key,
            count(*) as count_lines,
            {{ count_where("net_amount is null") }} as count_without_amount,
            {{ count_where("unit_cost is not null") }} as count_costed,
            min(source_system) as told_by,
            min(currency_code) as currency_code,
            count(distinct currency_code) as count_currencies,
            sum(net_amount) as lines_amount,
            sum(net_amount_corporate) as lines_amount_corporate,
            sum(
                case when margin_amount_corporate is not null then net_amount_corporate end
            ) as costed_amount_corporate,
            sum(margin_amount_corporate) as margin_amount_corporate
        from {{ ref("fct_opportunity_line") }}
        group by opportunity_key
    ),

    compared as (
        select
            opportunities.opportunity_key,
            opportunities.amount,
            opportunities.currency_code,
            lines.told_by,
            coalesce(lines.count_lines, 0) as count_lines,
            coalesce(lines.count_costed, 0) as count_costed_lines,
            case
                when
                    lines.count_without_amount = 0
                    and lines.count_currencies < 2
                    and coalesce(lines.currency_code = opportunities.currency_code, true)
                then lines.lines_amount
            end as lines_amount,
            lines.lines_amount_corporate,
            lines.costed_amount_corporate,
            lines.margin_amount_corporate,
            hidden.opportunity_key is not null as is_hidden
        from opportunities
        left join lines on lines.opportunity_key = opportunities.opportunity_key
        left join hidden on hidden.opportunity_key = opportunities.opportunity_key
    )

select
    opportunity_key,
    case
        when count_lines = 0 and is_hidden
        then 'could_not_see'
        when count_lines = 0
        then 'no_lines'
        when amount is null
        then 'no_amount'
        when lines_amount is null
        then 'cannot_be_compared'
        -- a cent a line is rounding
        when abs(lines_amount - amount) <= 0.01 * count_lines
        then 'agree'
        else 'differ'
    end as lines_state,
    told_by,
    cast(count_lines as bigint) as count_lines,
    cast(count_costed_lines as bigint) as count_costed_lines,
    amount,
    cast(lines_amount as {{ money_type() }}) as lines_amount,
    cast(lines_amount - amount as {{ money_type() }}) as difference,
    currency_code,
    cast(lines_amount_corporate as {{ money_type() }}) as lines_amount_corporate,
    cast(costed_amount_corporate as {{ money_type() }}) as costed_amount_corporate,
    {{ ratio_of_amounts("costed_amount_corporate", "lines_amount_corporate") }}
    as cost_coverage_ratio,
    cast(margin_amount_corporate as {{ money_type() }}) as margin_amount_corporate
from compared
