-- name: counts
select k.kind, k.question, p.state, count(*) as pairs
from quality.match_proposal as p
inner join quality.identity_kind as k on k.kind = p.kind
group by k.kind, k.question, p.state
order by k.kind, p.state desc

-- name: pairs
with ranked as (
    select p.*, row_number() over (
        partition by p.kind order by p.score desc, p.match_key
    ) as place
    from quality.match_proposal as p
    where p.state = 'open'
)

select match_key, kind, reason, score, why, source_system, source_object, source_id, name,
       web_or_mail, phone, address, country, birthday, company_name, created_at,
       other_source_system, other_source_object, other_source_id, other_name, other_web_or_mail,
       other_phone, other_address, other_country, other_birthday, other_company_name,
       other_created_at, max(place) over (partition by kind) as shown
from ranked
where place <= 10
order by kind desc, place

-- name: decisions
select d.state, d.decision, count(*) as decisions
from quality.match_decision as d
group by d.state, d.decision
order by d.state, d.decision

-- name: to_decide
select p.source_system as system, p.source_object as object, p.source_id as id,
       p.other_source_system as other_system, p.other_source_object as other_object,
       p.other_source_id as other_id, '' as decision, '' as "by", '' as "on", '' as reason, p.kind,
       p.state, p.score, p.why, p.name, p.other_name, p.web_or_mail, p.other_web_or_mail, p.phone,
       p.other_phone, p.address, p.other_address, p.country, p.other_country, p.birthday,
       p.other_birthday, p.company_name, p.other_company_name, p.created_at, p.other_created_at
from quality.match_proposal as p
order by p.state desc, p.score desc, p.match_key
