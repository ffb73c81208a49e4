-- name: shares
-- the field with most open money in it first
select field, pairs, pairs_equal as equal, pairs_in_conflict as conflicts,
       pairs_not_comparable as incomparable, cast(conflict_ratio as double precision) as share,
       cast(amount_difference as decimal(24, 4)) as difference,
       cast(open_amount_in_conflict as decimal(24, 4)) as open_amount, oldest_since_at as since
from quality.conflict_share
where pairs > 0
order by open_amount_in_conflict desc nulls last, field

-- name: conflicts
with ranked as (
    select c.*, o.name, o.amount_corporate,
           row_number() over (
               partition by c.field
               order by abs(c.amount_difference) desc nulls last,
                        o.amount_corporate desc nulls last,
                        c.source_system, c.source_id collate "C",
                        c.other_source_system, c.other_source_id collate "C"
           ) as place
    from quality.conflict as c
    left join marts.fct_opportunity as o on c.opportunity_key = o.opportunity_key
    where c.is_conflict
)

select field, name, source_system, source_object, source_id, value,
       other_source_system, other_source_object, other_source_id, other_value,
       cast(amount_difference as decimal(24, 4)) as difference,
       cast(amount_corporate as decimal(24, 4)) as amount,
       differs_since_at as since, last_changed_by
from ranked
where place <= 10
order by field, place

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
order by c.field, abs(c.amount_difference) desc nulls last,
         c.source_system, c.source_id collate "C",
         c.other_source_system, c.other_source_id collate "C"
