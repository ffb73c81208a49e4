-- A hit is a cohort stage whose months do not add up to the cycles that passed it.
{{ config(meta={"dagster": {"ref": {"name": "mart_funnel_cohort"}}}) -}}
with
    pipeline as (
        select 'INQ' as cohort_stage, count(inq_at) as count_passed
        from {{ ref("mart_pipeline") }}
        where cycle_type = 'marketing_generated'
        union all
        select 'MQL' as cohort_stage, count(mql_at) as count_passed
        from {{ ref("mart_pipeline") }}
        where cycle_type = 'marketing_generated'
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
