{#- How each leading indicator of a week went with each outcome of that week or a later one, in the last
    year. A hint of what moves first, no proof that it moves anything. -#}
with
    weeks as (
        select
            periods.metric_id,
            periods.period_start,
            cast(periods.value as {{ double_type() }}) as value,
            metrics.indicator
        from {{ ref("mart_metric_period") }} as periods
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = periods.metric_id
        where
            periods.period_type = 'week'
            and periods.scope = 'all'
            and periods.is_complete
            and periods.value is not null
            and periods.period_start >= {{ dbt.dateadd("week", -52, reporting_day()) }}
    ),

    lags as (select n - 1 as lag_weeks from ({{ numbers_to(9) }}) as numbers),

    pairs as (
        select
            causes.metric_id,
            outcomes.metric_id as outcome_metric_id,
            lags.lag_weeks,
            count(*) as count_weeks,
            case
                when
                    min(causes.value) < max(causes.value)
                    and min(outcomes.value) < max(outcomes.value)
                then cast(corr(outcomes.value, causes.value) as {{ metric_type() }})
            end as correlation
        from weeks as causes
        cross join lags
        inner join
            weeks as outcomes
            on outcomes.period_start
            = {{ period_later("week", "causes.period_start", "lags.lag_weeks") }}
        where causes.indicator = 'leading' and outcomes.indicator = 'outcome'
        group by causes.metric_id, outcomes.metric_id, lags.lag_weeks
    ),

    ranked as (
        select
            pairs.*,
            row_number() over (
                partition by metric_id, outcome_metric_id order by abs(correlation) desc, lag_weeks
            ) as place
        from pairs
        where count_weeks >= {{ glossary("goal_conflict_weeks") }} and correlation is not null
    )

select
    metric_id,
    outcome_metric_id,
    cast(lag_weeks as bigint) as lag_weeks,
    cast(count_weeks as bigint) as count_weeks,
    correlation,
    {{ fisher_bound("correlation", "count_weeks", "-") }} as correlation_low,
    {{ fisher_bound("correlation", "count_weeks", "+") }} as correlation_high,
    place = 1 as is_strongest
from ranked
