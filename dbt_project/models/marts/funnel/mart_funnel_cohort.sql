with
    pipeline as (select * from {{ ref("mart_pipeline") }}),

    entered as (
        select 'INQ' as cohort_stage, inq_date as cohort_date, pipeline.*
        from pipeline
        where inq_at is not null
        union all
        select 'MQL' as cohort_stage, mql_date as cohort_date, pipeline.*
        from pipeline
        where mql_at is not null
    ),

    counted as (
        select
            cohort_stage,
            cast(date_trunc('month', cohort_date) as date) as cohort_month,
            channel,
            count(*) as count_entered,
            count(inq_at) as count_inq,
            count(mql_at) as count_mql,
            count(sal_at) as count_sal,
            count(sql_at) as count_sql,
            count(opp_at) as count_opp,
            count(won_at) as count_won,
            cast(
                coalesce(sum(case when won_at is not null then amount_corporate end), 0) as decimal(
                    18, 2
                )
            ) as won_amount_corporate
        from entered
        group by cohort_stage, cast(date_trunc('month', cohort_date) as date), channel
    )

select
    cohort_stage,
    cohort_month,
    channel,
    count_inq,
    count_mql,
    count_sal,
    count_sql,
    count_opp,
    count_won,
    won_amount_corporate,
    {{ ratio("count_won", "count_entered") }} as close_rate,
    {{ reporting_date(as_of()) }} >= cast(
        cohort_month
        + interval '1 month'
        + {{ glossary("cohort_window_days") }} * interval '1 day' as date
    ) as is_mature
from counted
