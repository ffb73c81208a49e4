{#- The running period and the twelve before it, of every metric for the company, and of whatever has a
    goal. A target of 0 is no target: nothing can be told of a pace towards it. -#}
with
    paced as (
        select
            measured.*,
            case
                when target > 0
                then case when kind = 'sum' then target * elapsed_days / total_days else target end
            end as pace_target,
            case
                when kind = 'sum' then actual_value * total_days / elapsed_days else actual_value
            end as projected_value
        from {{ ref("int_scorecard__measured") }} as measured
    ),

    judged as (
        select
            paced.*,
            case when target > 0 then {{ ratio("actual_value", "target") }} end as attainment_ratio,
            case
                when better = 'higher'
                then {{ ratio("actual_value", "pace_target") }}
                -- nothing of what there should be little of is better than any pace
                else {{ ratio("pace_target", "actual_value") }}
            end as pace_ratio,
            better = 'lower' and actual_value = 0 and pace_target is not null as is_nothing_of_it
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
    cast(actual_numerator as {{ metric_type() }}) as actual_numerator,
    cast(
        case when kind = 'ratio' then actual_denominator end as {{ metric_type() }}
    ) as actual_denominator,
    cast(actual_value as {{ metric_type() }}) as actual_value,
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
    cast(previous_value as {{ metric_type() }}) as previous_value,
    cast(year_ago_value as {{ metric_type() }}) as year_ago_value,
    case when actual_value is null then could_not_see end as could_not_see
from judged
