-- name: shares
select field, pairs, pairs_equal as equal, pairs_in_conflict as conflicts,
       pairs_not_comparable as incomparable, cast(conflict_ratio as double precision) as share,
       cast(amount_difference as decimal(24, 4)) as difference,
       cast(open_amount_in_conflict as decimal(24, 4)) as open_amount,
       cast(open_amount_estimated as decimal(24, 4)) as estimated_amount, severity,
       oldest_since_at as since
from quality.conflict_share
where pairs > 0
order by share_rank

-- name: conflicts
select c.field, o.name, c.source_system, c.source_object, c.source_id, c.value,
       c.other_source_system, c.other_source_object, c.other_source_id, c.other_value,
       cast(c.amount_difference as decimal(24, 4)) as difference,
       cast(coalesce(c.open_amount_corporate, o.amount_corporate) as decimal(24, 4)) as amount,
       cast(c.open_amount_estimated as decimal(24, 4)) as estimated_amount,
       c.differs_since_at as since, c.last_changed_by
from quality.conflict as c
left join marts.fct_opportunity as o on c.opportunity_key = o.opportunity_key
where c.told_rank <= 10
order by c.field, c.told_rank

-- name: rules
select rule_id, name
from quality.rule_result
where level = 'pair' and failed_open > 0
order by problem_rank, rule_id

-- name: all_conflicts
select o.name, c.*
from quality.conflict as c
left join marts.fct_opportunity as o on c.opportunity_key = o.opportunity_key
where c.is_conflict
order by c.field, c.told_rank
