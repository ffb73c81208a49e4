-- name: stages
select a.source_system, a.stage_name, a.count_open,
       cast(a.median_days_in_stage as double precision) as median_days,
       cast(a.won_p90_days as double precision) as won_p90_days,
       coalesce(a.count_won_visits, 0) as count_won_visits,
       a.count_stuck, a.count_not_judged, a.count_overdue,
       cast(a.open_amount_corporate as decimal(24, 4)) as open_amount,
       cast(a.stuck_amount_corporate as decimal(24, 4)) as stuck_amount
from marts.mart_stage_ageing as a
order by a.count_open desc, a.source_system, a.stage_name

-- name: opportunities
-- the stuck ones first, the largest amounts first
select source_system, source_object, source_id, name, stage_name, days_in_stage, days_open,
       won_median_days, won_p90_days, count_won_visits, is_stuck,
       cast(close_date as date) as close_date, is_overdue, amount_corporate
from marts.fct_opportunity_ageing
order by case when is_stuck then 0 else 1 end, coalesce(amount_corporate, 0) desc, source_system,
         source_id
