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
    where f.status not in ('fixed', 'waived') and f.source_id is not null
    group by f.owner_key
)

select c.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       c.findings, c.records, c.critical, c.major, c.recent,
       count(*) over () as owners,
       row_number() over (
           order by c.critical desc, c.major desc, c.findings desc,
                    c.owner_key collate "C" nulls last
       ) as place
from counted as c
left join marts.dim_user as u on c.owner_key = u.owner_key
order by place

-- name: findings
select *
from quality.finding_told
where status not in ('fixed', 'waived') and source_id is not null
order by owner_key collate "C" nulls last, told_rank, other_source_system
