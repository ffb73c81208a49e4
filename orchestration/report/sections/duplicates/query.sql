-- name: groups
-- how many pairs of each kind, where they stand, how sure it is, and how many touch open money
select kind, certainty, action, source_system, other_source_system, count(*) as pairs,
       count(case when coalesce(amount_corporate, 0) + coalesce(amount_estimated, 0) > 0 then 1 end)
       as with_money
from quality.duplicate
where not is_waived
group by kind, certainty, action, source_system, other_source_system
order by min(duplicate_rank), kind, action

-- name: pairs
with ranked as (
    select d.*,
           row_number() over (partition by d.action order by d.duplicate_rank) as place,
           count(*) over (partition by d.action) as pairs
    from quality.duplicate as d
    where not d.is_waived and d.action <> 'decide'
)

select action, kind, rule_id, severity, why, score, source_system, source_object, source_id, name,
       web_or_mail, created_at, opportunities, other_source_system, other_source_object,
       other_source_id, other_name, other_web_or_mail, other_created_at, other_opportunities,
       is_survivor, survivor_reason, cast(amount_corporate as decimal(24, 4)) as amount,
       cast(amount_estimated as decimal(24, 4)) as estimated_amount, pairs,
       max(place) over (partition by action) as shown
from ranked
where place <= 10
order by min(duplicate_rank) over (partition by action), place

-- name: rules
-- what looked, so that an empty page says why it is empty
select rule_id, name, outcome, could_not_see, population, failed_waived as waived
from quality.rule_result
where rule_id in ('I001', 'I002', 'I003')
order by rule_id

-- name: all_pairs
select duplicate_rank, kind, certainty, action, severity, rule_id, why, score, source_system,
       source_object, source_id, name, web_or_mail, created_at, opportunities,
       other_source_system, other_source_object, other_source_id, other_name,
       other_web_or_mail, other_created_at, other_opportunities,
       case when is_survivor then source_id when not is_survivor then other_source_id end
       as record_that_stays, survivor_reason, amount_corporate, amount_estimated, is_waived
from quality.duplicate
order by duplicate_rank
