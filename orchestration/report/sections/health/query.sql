-- name: objects
select source_system, source_object, cast(records as bigint) as records,
       cast(health_ratio as double precision) as health, outcome,
       cast(rules_failed as bigint) as rules_failed
from quality.record_health
order by health_rank, source_system, source_object

-- name: rules
-- of each object the worst rules that some of its records fail
with failing as (
    select f.source_system, f.source_object, f.rule_id, count(distinct f.source_id) as records,
           min(s.severity_rank) as severity_rank, min(r.problem_rank) as problem_rank
    from quality.finding as f
    left join quality.severity as s on s.severity = f.severity
    left join quality.rule_result as r on r.rule_id = f.rule_id
    where f.source_id is not null and f.status <> 'fixed'
    group by f.source_system, f.source_object, f.rule_id
),

ranked as (
    select failing.*,
           row_number() over (
               partition by source_system, source_object
               order by severity_rank nulls last, problem_rank nulls last, records desc, rule_id
           ) as place,
           count(*) over (partition by source_system, source_object) as rules
    from failing
)

select k.source_system, k.source_object, k.rule_id, coalesce(r.name, k.rule_id) as name,
       k.records, coalesce(r.failed_open > 0, false) as is_told,
       k.rules - count(*) over (partition by k.source_system, k.source_object) as left_out
from ranked as k
left join quality.rule_result as r on r.rule_id = k.rule_id
where k.place <= 8
order by k.source_system, k.source_object, k.place
