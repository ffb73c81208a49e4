{#- What was won of what was closed in a period, by its close date and as it stands today; with what that made of
    the pipeline's speed: open at the period's end x win rate x average won amount / days of a cycle. -#}
with
    closed as (select * from {{ ref("int_opportunity_outcomes__scoped") }} where basis = 'closed'),

    counted as (
        select
            period_type,
            period_start,
            scope_type,
            scope_value,
            {{ count_where("is_won") }} as count_won,
            {{ count_where("is_lost") }} as count_lost,
            sum(case when is_won then amount_corporate end) as won_amount,
            sum(case when is_lost then amount_corporate end) as lost_amount,
            {{ count_where("is_won and amount_corporate is not null") }} as count_won_with_amount,
            {{ median_of("case when is_won and days_to_close >= 0 then days_to_close end") }}
            as median_days,
            {{
                value_at_share(
                    0.9, "case when is_won and days_to_close >= 0 then days_to_close end"
                )
            }} as p90_days,
            {{ count_where("is_won and days_to_close >= 0") }} as count_days,
            {{ count_where("is_won and days_to_close is null") }} as count_days_excluded
        from closed
        group by period_type, period_start, scope_type, scope_value
    ),

    as_of as (select * from {{ ref("mart_pipeline_as_of") }}),

    open_at_end as ({{ scoped("as_of") }}),

    standing as (
        select period_type, period_start, scope_type, scope_value, sum(count_open) as count_open
        from open_at_end
        group by period_type, period_start, scope_type, scope_value
    ),

    together as (
        select
            counted.*,
            counted.count_won + counted.count_lost as count_closed,
            cast(standing.count_open as bigint) as count_open_at_end
        from counted
        left join
            standing
            on standing.period_type = counted.period_type
            and standing.period_start = counted.period_start
            and standing.scope_type = counted.scope_type
            and standing.scope_value is not distinct from counted.scope_value
    )

select
    period_type,
    nullif(period_start, date '0001-01-01') as period_start,
    scope_type,
    scope_value,
    count_won,
    count_lost,
    count_won as win_rate_numerator,
    count_closed as win_rate_denominator,
    {{ rate_with_interval("count_won", "count_closed", "win_rate") }},
    {{ is_share_judged("count_closed") }} as is_win_rate_judged,
    cast(won_amount as {{ money_type() }}) as won_amount_corporate,
    cast(lost_amount as {{ money_type() }}) as lost_amount_corporate,
    {{ ratio("won_amount", "coalesce(won_amount, 0) + coalesce(lost_amount, 0)") }}
    as value_win_rate,
    count_won_with_amount,
    {{ cost_per("won_amount", "count_won_with_amount") }} as average_won_amount_corporate,
    {{ rounded("median_days", 1) }} as median_days_to_close,
    {{ rounded("p90_days", 1) }} as p90_days_to_close,
    count_days,
    count_days_excluded,
    count_open_at_end,
    {{
        ratio_of_amounts(
            "cast(count_open_at_end * count_won as "
            ~ double_type()
            ~ ") / nullif(count_closed, 0) * cast(won_amount as "
            ~ double_type()
            ~ ") / nullif(count_won_with_amount, 0)",
            "median_days",
            money_type() | trim,
            limit=1000000000000000,
        )
    }} as sales_velocity_corporate_per_day
from together
