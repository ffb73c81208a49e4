-- name: rules
select result.rule_id, cast(result.rule_version as varchar) as rule_version, result.name,
       result.severity, result.level, cast(result.population as bigint) as population,
       cast(coalesce(result.failed, 0) as bigint) as failed, result.could_not_see,
       rule.population as judges, rule.judged_by
from quality.rule_result as result
left join quality.rule as rule on rule.rule_id = result.rule_id
order by result.rule_id

-- name: all_rules
select result.*, rule.population as judges, rule.parameters, rule.judged_by
from quality.rule_result as result
left join quality.rule as rule on rule.rule_id = result.rule_id
order by result.rule_id
