{#- The running period and the twelve before it, of every metric for the company, and of whatever has a
    goal. A goal for one period comes before one for every period. -#}
with
    goals as (
        select
            goals.metric as metric_id,
            goals.period as period_type,
            goals.starts_on,
            cast(goals.target as {{ metric_type() }}) as target,
            goals.owner_team,
            case
                when goals.channel is not null
                then 'channel'
                when goals.owner_email is not null
                then 'owner'
                else 'all'
            end as scope,
            coalesce(goals.channel, owners.owner_key, '') as scope_value
        from {{ ref("glossary_goals") }} as goals
        left join
            {{ ref("dim_user") }} as owners on lower(owners.email) = lower(trim(goals.owner_email))
    ),

    periods as (select * from {{ ref("int_periods__listed") }} where periods_ago <= 12),

    asked as (
        select distinct metrics.metric_id, periods.period_type, 'all' as scope, '' as scope_value
        from {{ ref("metrics") }} as metrics
        cross join periods
        union
        select metric_id, period_type, scope, scope_value
        from goals
    ),

    measured as (
        select
            asked.metric_id,
            asked.scope,
            asked.scope_value,
            periods.*,
            metrics.kind,
            metrics.better,
            coalesce(own.target, standing.target) as target,
            coalesce(own.owner_team, standing.owner_team, metrics.owner_team) as owner_team,
            seen.could_not_see,
            {%- for value in ["numerator", "denominator", "value"] %}
                case
                    when actuals.metric_id is null and metrics.kind = 'sum' and seen.is_seen
                    then 0
                    else actuals.{{ value }}
                end as actual_{{ value }},
            {%- endfor %}
            previous.value as previous_value,
            year_ago.value as year_ago_value
        from asked
        inner join periods on periods.period_type = asked.period_type
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = asked.metric_id
        left join {{ ref("int_stages__seen") }} as seen on seen.stage_code = metrics.seen_stage
        {%- for name, day in {"own": "= periods.period_start", "standing": "is null"}.items() %}
            left join
                goals as {{ name }}
                on {{ name }}.metric_id = asked.metric_id
                and {{ name }}.period_type = asked.period_type
                and {{ name }}.scope = asked.scope
                and {{ name }}.scope_value = asked.scope_value
                and {{ name }}.starts_on {{ day }}
        {%- endfor %}
        {%- for name, start in {
                "actuals": "period_start",
                "previous": "previous_start",
                "year_ago": "year_ago_start",
            }.items() %}
            left join
                {{ ref("mart_metric_period") }} as {{ name }}
                on {{ name }}.metric_id = asked.metric_id
                and {{ name }}.period_type = asked.period_type
                and {{ name }}.scope = asked.scope
                and {{ name }}.scope_value = asked.scope_value
                and {{ name }}.period_start = periods.{{ start }}
        {%- endfor %}
    ),

    paced as (
        select
            measured.*,
            case
                when kind = 'sum' then target * elapsed_days / total_days else target
            end as pace_target,
            case
                when kind = 'sum' then actual_value * total_days / elapsed_days else actual_value
            end as projected_value
        from measured
    ),

    judged as (
        select
            paced.*,
            {{ ratio("actual_value", "target") }} as attainment_ratio,
            case
                when better = 'higher'
                then {{ ratio("actual_value", "pace_target") }}
                -- nothing of what there should be little of is better than any pace
                else {{ ratio("pace_target", "actual_value") }}
            end as pace_ratio,
            better = 'lower' and actual_value = 0 and target is not null as is_nothing_of_it
        from paced
    )

select
    metric_id,
    period_type,
    period_start,
    period_end,
    period_label,
    periods_ago,
    is_complete,
    elapsed_days,
    total_days,
    scope,
    scope_value,
    owner_team,
    cast(target as {{ metric_type() }}) as target,
    actual_numerator,
    case when kind = 'ratio' then actual_denominator end as actual_denominator,
    actual_value,
    cast(pace_target as {{ metric_type() }}) as pace_target,
    attainment_ratio,
    pace_ratio,
    cast(projected_value as {{ metric_type() }}) as projected_value,
    case
        when is_nothing_of_it or pace_ratio >= 1
        then 'green'
        when pace_ratio >= {{ glossary("goal_amber_share") }}
        then 'amber'
        when pace_ratio is not null
        then 'red'
    end as status,
    previous_value,
    year_ago_value,
    case when actual_value is null then could_not_see end as could_not_see
from judged
