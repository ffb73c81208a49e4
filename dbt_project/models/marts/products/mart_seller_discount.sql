{#- What each seller took off the list price, of what was won and of what was lost, beside how much of what was
    closed was won and what margin was left. A discount is of the lines that have a list price and an
    amount in the corporate currency, margin of those that have a cost; of what has none it is null. -#}
with
    closed as (
        select *
        from {{ ref("fct_opportunity") }}
        where close_date is not null and (is_won or is_lost)
    ),

    lines as (
        select
            lines.opportunity_key,
            lines.list_amount_corporate,
            lines.net_amount_corporate,
            lines.margin_amount_corporate,
            lines.list_amount_corporate is not null
            and lines.net_amount_corporate is not null as is_priced
        from {{ ref("fct_opportunity_line") }} as lines
    ),

    sold as (
        select
            opportunity_key,
            {{ count_where("is_priced") }} as count_priced,
            sum(case when is_priced then list_amount_corporate end) as list_amount,
            sum(case when is_priced then net_amount_corporate end) as paid_amount,
            sum(net_amount_corporate) as net_amount,
            sum(
                case when margin_amount_corporate is not null then net_amount_corporate end
            ) as costed_amount,
            sum(margin_amount_corporate) as gross_profit
        from lines
        group by opportunity_key
    ),

    placed as (
        {%- for type in ["quarter", "year"] %}
            select
                '{{ type }}' as period_type,
                {{ period_start(type, "closed.close_date") }} as period_start,
                closed.owner_key,
                closed.is_won,
                coalesce(sold.count_priced, 0) as count_priced,
                sold.list_amount,
                sold.paid_amount,
                sold.net_amount,
                sold.costed_amount,
                sold.gross_profit
            from closed
            left join sold on sold.opportunity_key = closed.opportunity_key
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    summed as (
        select
            period_type,
            period_start,
            owner_key,
            {{ count_where("is_won") }} as count_won,
            count(*) as count_closed,
            {%- for name, condition in {"won": "is_won", "lost": "not is_won"}.items() %}
                {{ count_where(condition ~ " and count_priced > 0") }}
                as count_{{ name }}_with_discount,
                sum(case when {{ condition }} then list_amount end) as {{ name }}_list_amount,
                sum(
                    case when {{ condition }} then list_amount - paid_amount end
                ) as {{ name }}_discount,
            {%- endfor %}
            sum(case when is_won then net_amount end) as net_amount,
            sum(case when is_won then costed_amount end) as costed_amount,
            sum(case when is_won then gross_profit end) as gross_profit
        from placed
        group by period_type, period_start, owner_key
    )

select
    summed.period_type,
    summed.period_start,
    periods.period_label,
    periods.is_complete,
    summed.owner_key,
    summed.count_won as win_rate_numerator,
    summed.count_closed as win_rate_denominator,
    {{ rate_with_interval("summed.count_won", "summed.count_closed", "win_rate") }},
    {{ is_share_judged("summed.count_closed") }} as is_win_rate_judged,
    {%- for name in ["won", "lost"] %}
        summed.count_{{ name }}_with_discount,
        cast(
            summed.{{ name }}_list_amount as {{ money_type() }}
        ) as {{ name }}_list_amount_corporate,
        cast(
            summed.{{ name }}_discount as {{ money_type() }}
        ) as {{ name }}_discount_amount_corporate,
        {{ ratio_of_amounts("summed." ~ name ~ "_discount", "summed." ~ name ~ "_list_amount") }}
        as {{ name }}_discount_ratio,
    {%- endfor %}
    cast(summed.net_amount as {{ money_type() }}) as net_amount_corporate,
    cast(summed.costed_amount as {{ money_type() }}) as costed_net_amount_corporate,
    cast(summed.gross_profit as {{ money_type() }}) as gross_profit_corporate,
    {{ ratio_of_amounts("summed.gross_profit", "summed.costed_amount") }} as margin_ratio,
    {{ ratio_of_amounts("summed.costed_amount", "summed.net_amount") }} as cost_coverage_ratio
from summed
inner join
    {{ ref("int_periods__listed") }} as periods
    on periods.period_type = summed.period_type
    and periods.period_start = summed.period_start
