-- name: clauses
select a.clause_id, a.owing_team, a.owed_team, a.definition, a.period_type, a.is_signed,
       a.signed_by, m.label, m.unit, a.at_least, a.at_most, a.could_not_see,
       t.label as lead_type_label,
       count(case when a.is_complete and a.status = 'met' then 1 end)
           over (partition by a.clause_id) as met,
       count(case when a.is_complete and a.status in ('met', 'missed') then 1 end)
           over (partition by a.clause_id) as judged,
       a.period_label, a.periods_ago, a.status, a.actual_value
from marts.mart_agreement as a
inner join marts.dim_metric as m on m.metric_id = a.metric_id
left join marts.dim_lead_type as t on t.lead_type = a.lead_type
order by a.owing_team, a.clause_id collate "C", a.periods_ago desc

-- name: agreement
select *
from marts.mart_agreement
order by clause_id collate "C", period_start desc
