{#- What the pipeline promised of a period when it began, what came of it, and whether what is open now covers what
    is missing to the goal. The forecast weights what was open and due in the period by its probability of that time. -#}
with
    movements as (
        select movements.*, states.probability_ratio
        from {{ ref("fct_pipeline_movement") }} as movements
        left join
            {{ ref("int_pipeline_periods__touched") }} as touched
            on touched.opportunity_key = movements.opportunity_key
            and touched.period_type = movements.period_type
            and touched.period_start = movements.period_start
        left join
            {{ ref("fct_opportunity_state") }} as states
            on states.opportunity_key = touched.opportunity_key
            and states.state_number = touched.begin_number
    ),

    scoped as ({{ scoped("movements") }}),

    pipelines as (
        select
            period_type,
            period_start,
            period_end,
            is_complete,
            scope_type,
            scope_value,
            {{ count_where("came = 'begin'") }} as count_begin,
            sum(case when came = 'begin' then came_amount_corporate end) as begin_amount,
            sum(
                case when came = 'begin' then came_amount_corporate * probability_ratio end
            ) as forecast_amount,
            {{
                count_where(
                    "came = 'begin'"
                    " and (came_amount_corporate is null or probability_ratio is null)"
                )
            }} as count_not_forecast,
            {{ count_where("went = 'end'") }} as count_end,
            sum(case when went = 'end' then went_amount_corporate end) as end_amount,
            {{ count_where("went = 'won'") }} as count_won,
            sum(case when went = 'won' then went_amount_corporate end) as won_amount
        from scoped
        group by period_type, period_start, period_end, is_complete, scope_type, scope_value
    ),

    targeted as (
        select pipelines.*, targets.target as target_amount
        from pipelines
        left join
            {{ ref("mart_scorecard") }} as targets
            on targets.metric_id = 'won_amount'
            and targets.period_type = pipelines.period_type
            and targets.period_start = pipelines.period_start
            and targets.scope = pipelines.scope_type
            and targets.scope_value
            = case when pipelines.scope_type = 'all' then '' else pipelines.scope_value end
    )

select
    period_type,
    period_start,
    period_end,
    is_complete,
    scope_type,
    scope_value,
    count_begin,
    cast(begin_amount as {{ money_type() }}) as begin_amount_corporate,
    cast(forecast_amount as {{ money_type() }}) as forecast_amount_corporate,
    count_not_forecast,
    count_won,
    cast(won_amount as {{ money_type() }}) as won_amount_corporate,
    case
        when is_complete and won_amount > 0
        then
            cast(
                1
                - {{ ratio_of_amounts("abs(forecast_amount - won_amount)", "won_amount") }}
                as decimal(18, 6)
            )
    end as forecast_accuracy,
    count_end,
    cast(end_amount as {{ money_type() }}) as open_amount_corporate,
    cast(target_amount as {{ money_type() }}) as target_amount_corporate,
    cast(target_amount - coalesce(won_amount, 0) as {{ money_type() }}) as missing_amount_corporate,
    case
        when target_amount > coalesce(won_amount, 0)
        then
            {{
                ratio_of_amounts(
                    "coalesce(end_amount, 0)", "target_amount - coalesce(won_amount, 0)"
                )
            }}
    end as pipeline_coverage
from targeted
