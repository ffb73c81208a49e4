-- name: whole
select cast(coalesce(sum(count_new), 0) as bigint) as appeared,
       cast(coalesce(sum(count_reappeared), 0) as bigint) as reappeared,
       cast(coalesce(sum(count_fixed), 0) as bigint) as fixed,
       cast(coalesce(sum(count_waived), 0) as bigint) as waived,
       cast(coalesce(sum(count_came_with_rule), 0) as bigint) as came_with_rules,
       cast(coalesce(sum(count_withdrawn), 0) as bigint) as withdrawn,
       cast(coalesce(sum(count_open), 0) as bigint) as standing,
       count(*) as rules,
       coalesce(min(case when rule_state = 'new' then 1 else 0 end), 0) = 1 as is_first_look
from quality.rule_change

-- name: lines
select rule_id, coalesce(name, rule_id) as name, severity, count_new as appeared,
       count_reappeared as reappeared, count_fixed as fixed, count_waived as waived,
       count_open as standing, cast(open_amount_touched as decimal(24, 4)) as amount,
       cast(open_amount_estimated as decimal(24, 4)) as estimated_amount
from quality.rule_change
where count_new + count_reappeared + count_fixed + count_waived > 0
order by change_rank

-- name: rules
select rule_id, coalesce(name, rule_id) as name, rule_state, rule_version, version_before,
       version_since_at, count_came_with_rule as came, count_withdrawn as withdrawn
from quality.rule_change
where rule_state <> 'unchanged'
order by change_rank

-- name: all_rules
select change_rank, rule_id, name, severity, rule_state, rule_version, version_before,
       version_since_at, count_new, count_reappeared, count_fixed, count_waived, count_withdrawn,
       count_came_with_rule, count_open, open_amount_touched, open_amount_estimated
from quality.rule_change
order by change_rank

-- name: findings
select t.*
from quality.finding_told as t
where t.is_recent or t.news is not null
order by t.told_rank, t.other_source_system
