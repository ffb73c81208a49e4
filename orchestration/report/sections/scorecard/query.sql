-- name: lines
select s.metric_id, m.label, m.unit, m.definition, s.owner_team, s.period_label, s.elapsed_days,
       s.total_days, s.actual_value, s.target, s.status, s.projected_value, s.previous_value,
       s.year_ago_value, s.could_not_see
from marts.mart_scorecard as s
inner join marts.dim_metric as m on m.metric_id = s.metric_id
where s.period_type = 'month' and s.scope = 'all' and s.periods_ago = 0
order by s.owner_team, m.place

-- name: weeks
select metric_id, actual_value
from marts.mart_scorecard
where period_type = 'week' and scope = 'all'
order by metric_id, periods_ago desc

-- name: unvalued
-- deals of this month and the year before it that no sum of money contains: without an amount, or
-- without a rate for it
with month as (
    select max(period_start) as period_start, max(period_end) as period_end
    from marts.mart_scorecard
    where period_type = 'month' and scope = 'all' and periods_ago = 0
)

select cast(count(case when o.is_won and o.close_date >= m.period_start - 366
                            and o.close_date <= m.period_end then 1 end) as bigint) as won,
       cast(count(case when o.created_date >= m.period_start - 366
                            and o.created_date <= m.period_end then 1 end) as bigint) as opened
from marts.fct_opportunity as o
cross join month as m
where o.amount_corporate is null

-- name: scorecard
select m.label, s.metric_id, s.period_type, s.period_label, s.period_start, s.period_end, s.is_complete,
       s.scope, s.scope_value, s.owner_team, s.target, s.actual_value, s.actual_numerator,
       s.actual_denominator, s.pace_target, s.attainment_ratio, s.pace_ratio, s.projected_value,
       s.status, s.previous_value, s.year_ago_value, s.could_not_see
from marts.mart_scorecard as s
inner join marts.dim_metric as m on m.metric_id = s.metric_id
order by s.owner_team, m.place, s.period_type, s.scope, s.scope_value, s.period_start desc

-- name: contributions
select metric_id, happened_date, entity_kind, entity_key, source_system, source_object, source_id,
       owner_key, account_key, channel, numerator, denominator
from marts.fct_metric_contribution
order by metric_id, happened_date desc, entity_key
