-- name: cohorts
-- recorded MQLs by month, over all channels, and how many of them won: the last months
with cohorts as (
    select cohort_month,
           sum(count_entered) as entered, sum(count_imputed) as imputed,
           sum(count_sal) as sal, sum(count_sql) as sql, sum(count_opp) as opp,
           sum(count_won) as won, sum(won_amount_corporate) as won_amount,
           min(case when is_mature then 1 else 0 end) = 1 as is_mature,
           row_number() over (order by cohort_month desc) as place,
           count(*) over () as months
    from marts.mart_funnel_cohort
    where cohort_stage in (select stage_code from marts.dim_stage where is_handover)
    group by cohort_month
),

wins as (
    select breakdown_value as month, rate, rate_low, rate_high, is_rate_judged, could_not_see
    from marts.mart_funnel_conversion
    where cycle_type = 'marketing_generated' and breakdown = 'cohort_month'
          and is_handover_to_won
)

select cast(c.cohort_month as date) as month,
       cast(coalesce(c.entered, 0) as bigint) as entered,
       cast(coalesce(c.imputed, 0) as bigint) as imputed,
       cast(c.sal as bigint) as sal, cast(c.sql as bigint) as sql, cast(c.opp as bigint) as opp,
       cast(c.won as bigint) as won, cast(c.won_amount as decimal(24, 4)) as won_amount,
       cast(w.rate as double precision) as rate,
       cast(case when w.is_rate_judged then w.rate_low end as double precision) as rate_low,
       cast(case when w.is_rate_judged then w.rate_high end as double precision) as rate_high,
       coalesce(w.is_rate_judged, false) as is_rate_judged,
       c.is_mature, w.could_not_see,
       cast(c.months - count(*) over () as bigint) as left_out
from cohorts as c
left join wins as w on w.month = substr(cast(c.cohort_month as varchar), 1, 7)
where c.place <= 18
order by c.cohort_month

-- name: all_cohorts
with cohorts as (
    select cohort_month,
           sum(count_entered) as entered, sum(count_imputed) as imputed,
           sum(count_sal) as sal, sum(count_sql) as sql, sum(count_opp) as opp,
           sum(count_won) as won, sum(won_amount_corporate) as won_amount,
           min(case when is_mature then 1 else 0 end) = 1 as is_mature
    from marts.mart_funnel_cohort
    where cohort_stage in (select stage_code from marts.dim_stage where is_handover)
    group by cohort_month
)

select cast(c.cohort_month as date) as month,
       cast(c.entered as bigint) as entered, cast(c.imputed as bigint) as imputed,
       cast(c.sal as bigint) as sal, cast(c.sql as bigint) as sql, cast(c.opp as bigint) as opp,
       cast(c.won as bigint) as won, cast(c.won_amount as decimal(24, 4)) as won_amount,
       cast(w.rate as double precision) as rate,
       cast(w.rate_low as double precision) as rate_low,
       cast(w.rate_high as double precision) as rate_high,
       c.is_mature, w.could_not_see
from cohorts as c
left join marts.mart_funnel_conversion as w
    on w.breakdown_value = substr(cast(c.cohort_month as varchar), 1, 7)
    and w.cycle_type = 'marketing_generated' and w.breakdown = 'cohort_month'
    and w.is_handover_to_won
order by c.cohort_month
