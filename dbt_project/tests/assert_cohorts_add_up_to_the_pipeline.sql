-- A hit is a cohort stage whose months do not add up to the cycles that entered it.
{{ config(meta={"dagster": {"ref": {"name": "mart_funnel_cohort"}}}) -}}
with
    pipeline as (
        select 'INQ' as cohort_stage, count(inq_at) as count_entered
        from {{ ref("mart_pipeline") }}
        union all
        select 'MQL' as cohort_stage, count(mql_at) as count_entered
        from {{ ref("mart_pipeline") }}
    ),

    cohorts as (
        select
            cohort_stage,
            sum(case when cohort_stage = 'INQ' then count_inq else count_mql end) as count_entered
        from {{ ref("mart_funnel_cohort") }}
        group by cohort_stage
    )

select pipeline.cohort_stage
from pipeline
left join cohorts on cohorts.cohort_stage = pipeline.cohort_stage
where pipeline.count_entered <> coalesce(cohorts.count_entered, 0)
