-- name: rules
select f.rule_id, coalesce(r.name, f.rule_id) as name, count(*) as findings
from quality.finding as f
left join quality.rule_result as r on r.rule_id = f.rule_id
where f.status = 'fixed' and f.is_recent
group by f.rule_id, r.name, r.problem_rank
order by r.problem_rank nulls last, f.rule_id

-- name: findings
select *
from quality.finding_told
where status = 'fixed' and is_recent
order by told_rank, other_source_system
