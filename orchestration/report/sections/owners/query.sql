-- name: owners
-- what stands on the records of each, worst first; critical and major ones on their own
with counted as (
    select f.owner_key, count(*) as findings,
           count(distinct f.source_system || ' ' || f.source_object || ' ' || f.source_id)
               as records,
           count(case when s.severity_rank = 1 then 1 end) as critical,
           count(case when s.severity_rank = 2 then 1 end) as major,
           count(case when f.is_recent then 1 end) as recent
    from quality.finding as f
    left join quality.severity as s on s.severity = f.severity
    where f.status <> 'fixed' and f.source_id is not null
    group by f.owner_key
)

select c.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       c.findings, c.records, c.critical, c.major, c.recent,
       row_number() over (
           order by c.critical desc, c.major desc, c.findings desc,
                    c.owner_key collate "C" nulls last
       ) as place
from counted as c
left join marts.dim_user as u on c.owner_key = u.owner_key
order by place

-- name: findings
select f.rule_id, r.name as rule_name, r.how_to_fix, f.severity, f.status, f.source_system, f.source_object, f.field,
       p.vendor_field, p.label as field_label, f.source_id, e.name as record_name,
       e.other_source_system, e.other_source_object, e.other_source_id,
       f.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       f.detail, f.other_value, cast(f.amount_corporate as decimal(24, 4)) as amount,
       f.first_seen_at, f.fixed_at
from quality.finding as f
left join quality.severity as s on s.severity = f.severity
left join quality.rule_result as r on r.rule_id = f.rule_id
left join quality.finding_record as e
    on f.source_system = e.source_system and f.source_object = e.source_object
    and f.source_id = e.source_id
left join marts.dim_user as u on f.owner_key = u.owner_key
left join quality.field_profile as p
    on f.source_system = p.source_system and f.source_object = p.source_object
    and f.field = p.field
where f.status <> 'fixed' and f.source_id is not null
order by f.owner_key collate "C" nulls last, s.severity_rank nulls last,
         f.amount_corporate desc nulls last, f.source_system, f.source_object, f.field collate "C",
         f.source_id collate "C", f.finding_key
