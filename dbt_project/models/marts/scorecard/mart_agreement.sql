{#- What was promised for the running period and the twelve before it. A clause that is not signed as it
    stands is measured all the same, and says so. One about a kind of lead is measured by the hand-overs
    of that kind. -#}
with
    of_lead_types as (
        select
            contributions.metric_id,
            handoffs.lead_type,
            periods.period_type,
            periods.period_start,
            sum(contributions.numerator) as numerator,
            sum(contributions.denominator) as denominator
        from {{ ref("fct_metric_contribution") }} as contributions
        inner join
            {{ ref("fct_lead_handoff") }} as handoffs
            on handoffs.handoff_key = contributions.entity_key
            and contributions.entity_kind = 'handoff'
        inner join
            {{ ref("int_periods__listed") }} as periods
            on contributions.happened_date between periods.period_start and periods.period_end
        group by
            contributions.metric_id, handoffs.lead_type, periods.period_type, periods.period_start
    ),

    measured as (
        select
            clauses.id as clause_id,
            clauses.owed_by as owing_team,
            clauses.owed_to as owed_team,
            clauses.metric as metric_id,
            clauses.lead_type,
            clauses.period as period_type,
            clauses.at_least,
            clauses.at_most,
            clauses.definition,
            clauses.is_signed,
            clauses.signed_by,
            periods.periods_ago,
            periods.period_start,
            periods.period_end,
            periods.period_label,
            periods.is_complete,
            case
                when clauses.lead_type is null
                then actuals.value
                when metrics.kind = 'ratio'
                then {{ ratio("kinds.numerator", "kinds.denominator") }}
                else kinds.numerator
            end as actual_value,
            seen.could_not_see
        from {{ ref("glossary_agreement") }} as clauses
        inner join
            {{ ref("int_periods__listed") }} as periods
            on periods.period_type = clauses.period
            and periods.periods_ago <= 12
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = clauses.metric
        inner join {{ ref("int_metrics__seen") }} as seen on seen.metric_id = metrics.metric_id
        left join
            {{ ref("mart_metric_period") }} as actuals
            on actuals.metric_id = clauses.metric
            and actuals.period_type = clauses.period
            and actuals.period_start = periods.period_start
            and actuals.scope = 'all'
        left join
            of_lead_types as kinds
            on kinds.metric_id = clauses.metric
            and kinds.lead_type = clauses.lead_type
            and kinds.period_type = clauses.period
            and kinds.period_start = periods.period_start
    )

select
    clause_id,
    owing_team,
    owed_team,
    metric_id,
    lead_type,
    definition,
    period_type,
    period_start,
    period_end,
    period_label,
    periods_ago,
    is_complete,
    cast(at_least as {{ metric_type() }}) as at_least,
    cast(at_most as {{ metric_type() }}) as at_most,
    cast(actual_value as {{ metric_type() }}) as actual_value,
    case
        when actual_value is null
        then 'cannot be measured'
        -- what is at least so much may be so before the end, what is at most may not stay so
        when not is_complete and not coalesce(actual_value >= at_least, actual_value > at_most)
        then 'running'
        when coalesce(actual_value >= at_least, actual_value <= at_most)
        then 'met'
        else 'missed'
    end as status,
    is_signed,
    signed_by,
    case when actual_value is null then could_not_see end as could_not_see
from measured
