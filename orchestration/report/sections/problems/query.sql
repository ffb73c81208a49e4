-- name: problems
select rule_id, name, severity, level, cast(population as bigint) as population,
       cast(failed as bigint) as failed, cast(fail_ratio as double precision) as fail_ratio,
       cast(open_amount_touched as decimal(24, 4)) as open_amount,
       cast(open_amount_ratio as double precision) as open_share,
       cast(open_amount_estimated as decimal(24, 4)) as estimated_amount,
       is_judged, why_it_matters, how_to_fix
from quality.rule_result
where failed > 0
order by problem_rank, rule_id

-- name: outcomes
select cast(count(*) as bigint) as rules,
       cast(count(case when outcome = 'passed' then 1 end) as bigint) as quiet
from quality.rule_result

-- name: unjudged
select rule_id, name, outcome
from quality.rule_result
where outcome in ('nothing_to_judge', 'could_not_see')
order by rule_id

-- name: changes
-- on the first run everything is new, which tells nothing
select rule_id, status, count(*) as findings
from quality.finding
where (status <> 'fixed' or is_recent)
      and exists (select 1 from quality.finding where status <> 'new')
      and status in ('new', 'reappeared', 'fixed')
group by rule_id, status
order by rule_id, case status when 'new' then 1 when 'reappeared' then 2 else 3 end

-- name: owners
with counted as (
    select rule_id, owner_key, count(*) as findings
    from quality.finding
    where owner_key is not null and status <> 'fixed'
    group by rule_id, owner_key
),

ranked as (
    select rule_id, owner_key, findings,
           row_number() over (
               partition by rule_id order by findings desc, owner_key collate "C"
           ) as place
    from counted
)

select r.rule_id, r.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       r.findings
from ranked as r
left join marts.dim_user as u on r.owner_key = u.owner_key
where r.place <= 3
order by r.rule_id, r.place

-- name: examples
with ranked as (
    select f.*,
           row_number() over (
               partition by rule_id
               order by f.amount_corporate desc nulls last, f.source_system, f.source_object, f.field collate "C",
         f.source_id collate "C", f.finding_key
           ) as place
    from quality.finding as f
    where status <> 'fixed'
)

select f.rule_id, r.name as rule_name, r.how_to_fix, f.severity, f.status, f.source_system, f.source_object, f.field,
       p.vendor_field, p.label as field_label, f.source_id, e.name as record_name,
       e.other_source_system, e.other_source_object, e.other_source_id,
       f.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       f.detail, f.other_value, cast(f.amount_corporate as decimal(24, 4)) as amount,
       f.first_seen_at, f.fixed_at
from ranked as f
left join quality.rule_result as r on r.rule_id = f.rule_id
left join quality.finding_record as e
    on f.source_system = e.source_system and f.source_object = e.source_object
    and f.source_id = e.source_id
left join marts.dim_user as u on f.owner_key = u.owner_key
left join quality.field_profile as p
    on f.source_system = p.source_system and f.source_object = p.source_object
    and f.field = p.field
where f.place <= 5
order by f.rule_id, f.place

-- name: all_problems
select problem_rank, rule_id, rule_version, name, severity, level, population, failed, fail_ratio,
       open_amount_touched, open_amount_ratio, open_amount_estimated, records_touched,
       why_it_matters, how_to_fix
from quality.rule_result
where failed > 0
order by problem_rank, rule_id

-- name: findings
select f.rule_id, r.name as rule_name, r.how_to_fix, f.severity, f.status, f.source_system, f.source_object, f.field,
       p.vendor_field, p.label as field_label, f.source_id, e.name as record_name,
       e.other_source_system, e.other_source_object, e.other_source_id,
       f.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       f.detail, f.other_value, cast(f.amount_corporate as decimal(24, 4)) as amount,
       f.first_seen_at, f.fixed_at
from quality.finding as f
left join quality.rule_result as r on r.rule_id = f.rule_id
left join quality.finding_record as e
    on f.source_system = e.source_system and f.source_object = e.source_object
    and f.source_id = e.source_id
left join marts.dim_user as u on f.owner_key = u.owner_key
left join quality.field_profile as p
    on f.source_system = p.source_system and f.source_object = p.source_object
    and f.field = p.field
where f.status <> 'fixed'
order by f.rule_id, f.amount_corporate desc nulls last, f.source_system, f.source_object, f.field collate "C",
         f.source_id collate "C", f.finding_key
