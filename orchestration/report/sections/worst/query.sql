-- name: problems
with counted as (
    select rule_id, owner_key, count(*) as findings
    from quality.finding
    where owner_key is not null and status <> 'fixed'
    group by rule_id, owner_key
),

ranked as (
    select counted.*,
           row_number() over (
               partition by rule_id order by findings desc, owner_key collate "C"
           ) as place
    from counted
),

problems as (
    select r.*, row_number() over (order by problem_rank, rule_id) as place,
           count(*) over () as problems
    from quality.rule_result as r
    where failed > 0
)

select p.rule_id, p.name, p.severity, p.level, cast(p.failed as bigint) as failed,
       cast(p.open_amount_touched as decimal(24, 4)) as open_amount,
       cast(p.open_amount_ratio as double precision) as open_share,
       cast(p.open_amount_estimated as decimal(24, 4)) as estimated_amount,
       o.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       o.findings as owner_findings, p.problems
from problems as p
left join ranked as o on o.rule_id = p.rule_id and o.place = 1
left join marts.dim_user as u on u.owner_key = o.owner_key
where p.place <= 5
order by p.place
