{#- Lead cycles by the month in which they entered a stage, as records prove it; what they became
    since. Cycles that only must have passed the stage are counted beside the cohort, in no rate. -#}
with
    pipeline as (select * from {{ ref("mart_pipeline") }} where cycle_type = 'marketing_generated'),

    seen as ({{ stages_seen() }}),

    entered as (
        {%- for stage in cohort_stages() %}
            {%- set name = stage | lower %}
            select
                '{{ stage }}' as cohort_stage,
                {{ name }}_month as cohort_month,
                {{ is_observed(stage) }} as is_observed,
                pipeline.*
            from pipeline
            where {{ name }}_at is not null
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    counted as (
        select
            cohort_stage,
            cohort_month,
            channel,
            {{ count_where("is_observed") }} as count_entered,
            {{ count_where("not is_observed") }} as count_imputed,
            {%- for stage in funnel_stages() %}
                {{ count_where("is_observed and " ~ is_observed(stage)) }}
                as count_{{ stage | lower }},
            {%- endfor %}
            {{ count_where("is_observed and is_won and amount_corporate is null") }}
            as count_won_without_amount,
            sum(case when is_observed and is_won then amount_corporate end) as won_amount_corporate
        from entered
        group by cohort_stage, cohort_month, channel
    ),

    -- what could not be read is not zero
    visible as (
        select
            cohort_stage,
            cohort_month,
            channel,
            count_entered,
            count_imputed,
            {%- for stage in funnel_stages() %}
                case
                    when sees_{{ stage | lower }} then count_{{ stage | lower }}
                end as count_{{ stage | lower }},
            {%- endfor %}
            case when sees_won then count_won_without_amount end as count_won_without_amount,
            won_amount_corporate,
            could_not_see
        from counted
        cross join seen
    )

select
    cohort_stage,
    cohort_month,
    channel,
    count_entered,
    count_imputed,
    {%- for stage in funnel_stages() %} count_{{ stage | lower }}, {%- endfor %}
    {{ rate_with_interval("count_won", "count_entered", "close_rate") }},
    count_won_without_amount,
    cast(won_amount_corporate as {{ money_type() }}) as won_amount_corporate,
    {{ reporting_day() }} >= cast(
        {{
            dbt.dateadd(
                "day",
                glossary("cohort_window_days") | trim,
                dbt.dateadd("month", 1, "cohort_month"),
            )
        }} as date
    ) as is_mature,
    could_not_see
from visible
