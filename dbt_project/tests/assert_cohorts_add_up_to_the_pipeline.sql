-- A hit is a cohort stage whose months do not add up to the cycles that passed it.
{{ config(meta={"dagster": {"ref": {"name": "mart_funnel_cohort"}}}) -}}
with
    pipeline as (
        {%- for stage in cohort_stages() %}
            select '{{ stage }}' as cohort_stage, count({{ stage | lower }}_at) as count_passed
            from {{ ref("mart_pipeline") }}
            where cycle_type = 'marketing_generated'
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    cohorts as (
        select cohort_stage, sum(count_entered + count_imputed) as count_passed
        from {{ ref("mart_funnel_cohort") }}
        group by cohort_stage
    )

select pipeline.cohort_stage
from pipeline
left join cohorts on cohorts.cohort_stage = pipeline.cohort_stage
where pipeline.count_passed <> coalesce(cohorts.count_passed, 0)
