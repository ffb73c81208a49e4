-- name: problems
with problems as (
    select *, row_number() over (order by problem_rank, rule_id) as place,
           count(*) over () as problems
    from quality.rule_result
    where failed_open > 0
)

select p.rule_id, p.name, p.severity, p.level, cast(p.failed_open as bigint) as failed,
       cast(p.open_amount_touched as decimal(24, 4)) as open_amount,
       cast(p.open_amount_ratio as double precision) as open_share,
       cast(p.open_amount_estimated as decimal(24, 4)) as estimated_amount,
       o.owner_key, o.owner_name, o.hubspot_owner_id, o.salesforce_user_id,
       o.findings as owner_findings, p.problems
from problems as p
left join quality.finding_owner as o on o.rule_id = p.rule_id and o.owner_rank = 1
where p.place <= 5
order by p.place
