-- name: reasons
select c.kind, coalesce(k.question, c.kind) as question, c.reason, c.severity, c.explanation,
       c.how_to_fix, count(*) as cases
from quality.identity_conflict as c
left join quality.severity as s on s.severity = c.severity
left join quality.identity_kind as k on k.kind = c.kind
group by c.kind, k.question, c.reason, c.severity, c.explanation, c.how_to_fix, s.severity_rank
order by s.severity_rank nulls last, count(*) desc, c.kind, c.reason

-- name: whole
select count(*) as cases
from quality.identity_conflict

-- name: cases
with ranked as (
    select c.*, p.label as evidence_label,
           row_number() over (
               partition by c.kind, c.reason
               order by c.evidence_value collate "C", c.source_system, c.source_object,
                        c.source_id collate "C", c.other_source_id collate "C", c.conflict_key
           ) as place
    from quality.identity_conflict as c
    left join quality.field_profile as p
        on c.kind = 'link' and p.source_system = c.source_system
        and p.source_object = c.source_object and p.field = c.evidence
)

select kind, reason, evidence, evidence_label, evidence_value, source_system, source_object,
       source_id, value, other_source_system, other_source_object, other_source_id, other_value,
       max(place) over (partition by kind, reason) as shown
from ranked
where place <= 5
order by kind, reason, place

-- name: all_cases
select c.severity, c.kind, c.reason, c.explanation, c.how_to_fix, c.evidence, c.evidence_value,
       c.source_system, c.source_object, c.source_id, c.value, c.other_source_system,
       c.other_source_object, c.other_source_id, c.other_value
from quality.identity_conflict as c
left join quality.severity as s on s.severity = c.severity
order by s.severity_rank nulls last, c.kind, c.reason, c.evidence_value collate "C",
         c.source_system, c.source_object, c.source_id collate "C",
         c.other_source_id collate "C", c.conflict_key
