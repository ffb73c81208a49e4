-- name: rules
select rule_id, cast(rule_version as varchar) as rule_version, name, severity, level,
       cast(population as bigint) as population, cast(coalesce(failed, 0) as bigint) as failed
from quality.rule_result
order by rule_id

-- name: all_rules
select *
from quality.rule_result
order by rule_id
