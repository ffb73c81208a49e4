{#- What became of what was made in a period. It is mature when every one of them has had its time
    (cohort_window_days): young ones always look worse. -#}
with
    made as (select * from {{ ref("int_opportunity_outcomes__scoped") }} where basis = 'created'),

    counted as (
        select
            period_type,
            period_start,
            scope_type,
            scope_value,
            cast(count(*) as bigint) as count_created,
            {{ count_where("is_won") }} as count_won,
            {{ count_where("is_lost") }} as count_lost,
            {{ count_where("is_open") }} as count_open,
            sum(amount_corporate) as created_amount,
            sum(case when is_won then amount_corporate end) as won_amount
        from made
        group by period_type, period_start, scope_type, scope_value
    )

select
    counted.period_type,
    nullif(counted.period_start, date '0001-01-01') as period_start,
    counted.scope_type,
    counted.scope_value,
    counted.count_created,
    counted.count_won,
    counted.count_lost,
    counted.count_open,
    {{ rate_with_interval("counted.count_won", "counted.count_created", "win_rate") }},
    {{ is_share_judged("counted.count_created") }} as is_win_rate_judged,
    cast(counted.created_amount as {{ money_type() }}) as created_amount_corporate,
    cast(counted.won_amount as {{ money_type() }}) as won_amount_corporate,
    coalesce(
        {{ dbt.dateadd("day", glossary("cohort_window_days") | trim, "periods.next_start") }}
        <= {{ reporting_day() }},
        false
    ) as is_mature
from counted
left join
    {{ ref("int_pipeline_periods__listed") }} as periods
    on periods.period_type = counted.period_type
    and periods.period_start = counted.period_start
