{#- What each run said otherwise than the one before it. What is published now, less all that changed after a
    run, is what that run said. -#}
with
    runs as (
        select
            run_number,
            run_id,
            as_of,
            lag(run_id) over (order by run_number) as former_run_id,
            lag(as_of) over (order by run_number) as former_as_of,
            lag(reporting_date) over (order by run_number) as former_date
        from {{ ref("dim_run") }}
    ),

    changes as (
        {%- for type in period_types() %}
            select
                run_number,
                metric_id,
                '{{ type }}' as period_type,
                {{ period_start(type, "happened_date") }} as period_start,
                cause,
                sum(numerator) as numerator_change,
                sum(denominator) as denominator_change,
                count(distinct entity_key) as count_entities
            from {{ ref("fct_restatement") }}
            group by run_number, metric_id, {{ period_start(type, "happened_date") }}, cause
            having sum(numerator) <> 0 or sum(denominator) <> 0
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    steps as (
        select
            run_number,
            metric_id,
            period_type,
            period_start,
            sum(numerator_change) as numerator_change,
            sum(denominator_change) as denominator_change
        from changes
        group by run_number, metric_id, period_type, period_start
    ),

    -- what this run and those after it changed, and what only those after it did
    summed as (
        select
            steps.*,
            sum(numerator_change) over since_it as numerator_since,
            coalesce(sum(denominator_change) over since_it, 0) as denominator_since
        from steps
        window
            since_it as (partition by metric_id, period_type, period_start order by run_number desc)
    ),

    said as (
        select
            summed.*,
            metrics.kind,
            coalesce(present.numerator, 0) - numerator_since as old_numerator,
            case
                when metrics.kind = 'ratio'
                then coalesce(present.denominator, 0) - denominator_since
            end as old_denominator
        from summed
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = summed.metric_id
        left join
            {{ ref("mart_metric_period") }} as present
            on present.metric_id = summed.metric_id
            and present.period_type = summed.period_type
            and present.period_start = summed.period_start
            and present.scope = 'all'
    ),

    compared as (
        select
            said.*,
            old_numerator + numerator_change as new_numerator,
            old_denominator + coalesce(denominator_change, 0) as new_denominator
        from said
    ),

    dated as (select compared.*, {{ end_and_label_of_period("compared") }} from compared)

select
    dated.run_number,
    runs.run_id,
    runs.as_of,
    runs.former_run_id,
    runs.former_as_of,
    dated.metric_id,
    dated.period_type,
    dated.period_start,
    cast({{ dbt.dateadd("day", -1, "dated.next_start") }} as date) as period_end,
    dated.period_label,
    dated.next_start <= runs.former_date as was_complete,
    changes.cause,
    cast(changes.numerator_change as {{ metric_type() }}) as numerator_change,
    cast(changes.denominator_change as {{ metric_type() }}) as denominator_change,
    changes.count_entities,
    {%- for age in ["old", "new"] %}
        cast(dated.{{ age }}_numerator as {{ metric_type() }}) as {{ age }}_numerator,
        cast(dated.{{ age }}_denominator as {{ metric_type() }}) as {{ age }}_denominator,
        cast(
            case
                when dated.kind = 'sum'
                then dated.{{ age }}_numerator
                else {{ ratio("dated." ~ age ~ "_numerator", "dated." ~ age ~ "_denominator") }}
            end as {{ metric_type() }}
        ) as {{ age }}_value {{- "," if not loop.last }}
    {%- endfor %}
from dated
inner join runs on runs.run_number = dated.run_number and runs.former_date is not null
inner join
    changes
    on changes.run_number = dated.run_number
    and changes.metric_id = dated.metric_id
    and changes.period_type = dated.period_type
    and changes.period_start = dated.period_start
