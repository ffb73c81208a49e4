-- name: problems
select rule_id, name, severity, level, cast(population as bigint) as population,
       cast(failed_open as bigint) as failed, cast(failed_waived as bigint) as waived,
       cast(fail_open_ratio as double precision) as fail_ratio,
       cast(open_amount_touched as decimal(24, 4)) as open_amount,
       cast(open_amount_ratio as double precision) as open_share,
       cast(open_amount_estimated as decimal(24, 4)) as estimated_amount,
       unrated_amounts, is_judged, why_it_matters, how_to_fix
from quality.rule_result
where failed_open > 0
order by problem_rank, rule_id

-- name: outcomes
select cast(count(*) as bigint) as rules,
       cast(count(case when outcome = 'passed' then 1 end) as bigint) as quiet,
       cast(count(case when failed > 0 and failed_open = 0 then 1 end) as bigint) as all_waived
from quality.rule_result

-- name: unjudged
select rule_id, name, outcome
from quality.rule_result
where outcome in ('nothing_to_judge', 'could_not_see')
order by rule_id

-- name: changes
select rule_id, coalesce(news, status) as status, count(distinct finding_key) as findings
from quality.finding_told
where news is not null or (status = 'fixed' and is_recent)
group by rule_id, coalesce(news, status)
order by rule_id,
         case coalesce(news, status) when 'new' then 1 when 'reappeared' then 2 else 3 end

-- name: owners
select rule_id, owner_key, owner_name, hubspot_owner_id, salesforce_user_id, findings
from quality.finding_owner
where owner_rank <= 3
order by rule_id, owner_rank

-- name: fixes
select rule_id, cast(count(*) as bigint) as records,
       cast(count(case when way = 'file' then 1 end) as bigint) as in_files
from quality.fix
where way <> 'decide'
group by rule_id
order by rule_id

-- name: examples
select *
from quality.finding_told
where rule_rank <= 5
order by rule_id, rule_rank, other_source_system

-- name: all_problems
select problem_rank, rule_id, rule_version, name, severity, level, population, failed, fail_ratio,
       failed_waived, failed_open, fail_open_ratio,
       open_amount_touched, open_amount_ratio, open_amount_estimated, unrated_amounts,
       records_touched,
       why_it_matters, how_to_fix
from quality.rule_result
where failed_open > 0
order by problem_rank, rule_id

-- name: findings
select *
from quality.finding_told
where status not in ('fixed', 'waived')
order by rule_id, rule_rank, other_source_system
