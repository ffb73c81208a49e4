-- name: slices
select t.worst_finding, t.opportunities, t.opportunities_estimated as unpriced,
       cast(t.recorded_amount as decimal(24, 4)) as recorded,
       cast(t.estimated_amount as decimal(24, 4)) as estimated,
       cast(t.amount as decimal(24, 4)) as amount,
       cast(t.amount_ratio as double precision) as share,
       cast(t.untrusted_amount as decimal(24, 4)) as untrusted,
       cast(t.untrusted_ratio as double precision) as untrusted_share
from quality.trust_slice as t
left join quality.severity as s on s.severity = t.worst_finding
order by case when t.worst_finding = 'all' then 1 else 0 end, s.severity_rank nulls last,
         t.worst_finding

-- name: severities
select severity, cast(weight as double precision) as weight
from quality.severity
order by severity_rank

-- name: sight
select count(*) > 0 as is_partial
from quality.score
where metric = 'pipeline_trust' and outcome in ('partly_seen', 'could_not_see')

-- name: without_largest
select cast(1 - value as double precision) as untrusted_share
from quality.score
where metric = 'pipeline_trust_without_largest'

-- name: undecided
select coalesce(k.one_case, c.kind) as one_case, coalesce(k.several_cases, c.kind) as several_cases,
       count(*) as cases
from quality.identity_conflict as c
left join quality.identity_kind as k on k.kind = c.kind
group by c.kind, k.one_case, k.several_cases
order by c.kind

-- name: critical
select count(*) as cases
from quality.identity_conflict as c
inner join quality.severity as s on s.severity = c.severity
where s.severity_rank = 1

-- name: currencies
select currency_code, count(*) as opportunities
from marts.fct_opportunity
where amount is not null and trim(currency_code) <> ''
group by currency_code
order by count(*) desc, currency_code

-- name: opportunities
-- every open opportunity, the least to be trusted first
select t.worst_severity, t.recorded_amount, t.estimated_amount, t.untrusted_amount, o.name,
       u.name as owner_name, o.stage_name, o.close_date, o.source_system, o.source_object,
       o.source_id
from quality.open_opportunity as t
inner join marts.fct_opportunity as o on o.opportunity_key = t.opportunity_key
left join marts.dim_user as u on u.owner_key = o.owner_key
order by t.untrusted_amount desc nulls last, t.opportunity_key
