-- name: conflicts
select c.conflict_kind, m.label, m.unit, o.label as other_label, o.unit as other_unit,
       a.label as above_label, c.scope, c.period_type, c.owner_team as team,
       c.other_owner_team as other_team, c.target, c.other_target,
       c.implied_value, c.best_of_others, c.correlation, c.count_weeks
from marts.mart_goal_conflict as c
inner join marts.dim_metric as m on m.metric_id = c.metric_id
inner join marts.dim_metric as o on o.metric_id = c.other_metric_id
left join marts.dim_metric as a on a.metric_id = m.above
order by case when c.conflict_kind = 'moved_apart' then 2 else 1 end, m.place, o.place, c.scope, c.period_type

-- name: goal_conflicts
select *
from marts.mart_goal_conflict
order by conflict_kind, metric_id, other_metric_id, scope, period_type
