-- name: changes
select f.severity,
       count(case when f.status = 'new' then 1 end) as appeared,
       count(case when f.status = 'reappeared' then 1 end) as reappeared,
       count(case when f.status = 'fixed' and f.is_recent then 1 end) as fixed,
       count(case when f.status not in ('fixed', 'waived') then 1 end) as standing,
       not exists (select 1 from quality.finding where status not in ('new', 'waived')) as is_first_run,
       exists (
           select 1 from quality.finding where status not in ('fixed', 'waived') and source_id is not null
       ) as has_records
from quality.finding as f
left join quality.severity as s on s.severity = f.severity
group by f.severity, s.severity_rank
order by s.severity_rank nulls last, f.severity
