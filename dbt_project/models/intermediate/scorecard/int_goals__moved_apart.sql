{#- Pairs of a goal for a volume and one for a rate, of the company, whose metrics moved apart: the more
    weeks brought of the one, the less of the other. A step is that of one week over the week before,
    counted towards the goal. -#}
{{ config(materialized="ephemeral") -}}
with
    scores as (
        select scores.*, metrics.kind, case when metrics.better = 'lower' then -1 else 1 end as way
        from {{ ref("mart_scorecard") }} as scores
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = scores.metric_id
        where scores.scope = 'all'
    ),

    -- of a metric with goals for several kinds of period the shortest speaks
    goals as (
        select
            scores.*,
            row_number() over (partition by metric_id order by total_days, period_type) as place
        from scores
        where periods_ago = 0 and target > 0
    ),

    steps as (
        select
            metric_id,
            period_start,
            cast((actual_value - previous_value) * way as {{ double_type() }}) as step
        from scores
        where period_type = 'week' and periods_ago > 0
    ),

    pairs as (
        select
            rates.metric_id,
            volumes.metric_id as other_metric_id,
            count(*) as count_weeks,
            case
                when
                    min(rate_steps.step) < max(rate_steps.step)
                    and min(volume_steps.step) < max(volume_steps.step)
                then cast(corr(rate_steps.step, volume_steps.step) as {{ metric_type() }})
            end as correlation
        from goals as rates
        inner join goals as volumes on volumes.metric_id <> rates.metric_id
        inner join steps as rate_steps on rate_steps.metric_id = rates.metric_id
        inner join
            steps as volume_steps
            on volume_steps.metric_id = volumes.metric_id
            and volume_steps.period_start = rate_steps.period_start
        where
            rates.kind = 'ratio'
            and rates.place = 1
            and volumes.kind = 'sum'
            and volumes.place = 1
            and rate_steps.step is not null
            and volume_steps.step is not null
        group by rates.metric_id, volumes.metric_id
    )

select
    'moved_apart' as conflict_kind,
    pairs.metric_id,
    pairs.other_metric_id,
    'all' as scope,
    rates.period_type,
    rates.period_label,
    rates.owner_team,
    volumes.owner_team as other_owner_team,
    rates.target,
    volumes.target as other_target,
    cast(null as {{ metric_type() }}) as implied_value,
    cast(null as {{ metric_type() }}) as best_of_others,
    pairs.correlation,
    cast(pairs.count_weeks as bigint) as count_weeks
from pairs
inner join goals as rates on rates.metric_id = pairs.metric_id and rates.place = 1
inner join goals as volumes on volumes.metric_id = pairs.other_metric_id and volumes.place = 1
where
    pairs.count_weeks >= {{ glossary("goal_conflict_weeks") }}
    and pairs.correlation <= -1 * {{ glossary("goal_conflict_correlation") }}
