-- name: leads
-- the latest come first: they can still be called
select h.evidence_system as source_system,
       split_part(h.evidence_source, '.', 1) as source_object,
       h.evidence_id as source_id,
       h.outcome, h.handoff_date, coalesce(c.label, h.channel) as channel,
       coalesce(q.name, u.name) as held_by,
       count(*) over () as total
from marts.fct_lead_handoff as h
left join marts.dim_user as u on u.owner_key = h.to_owner_key
left join marts.dim_user as q on q.owner_key = h.queue_key and h.outcome = 'nobodys'
left join marts.dim_channel as c on c.channel = h.channel
where h.outcome in ('nobodys', 'never_followed_up')
order by h.handoff_at desc, h.handoff_key
limit 20

-- name: dropped
select h.evidence_system as source_system,
       split_part(h.evidence_source, '.', 1) as source_object,
       h.evidence_id as source_id,
       h.outcome, h.handoff_at, h.channel, h.lead_type, h.to_team,
       coalesce(q.name, u.name) as owner_name, r.response_status, r.due_at
from marts.fct_lead_handoff as h
left join marts.fct_lead_response as r on r.handoff_key = h.handoff_key
left join marts.dim_user as u on u.owner_key = h.to_owner_key
left join marts.dim_user as q on q.owner_key = h.queue_key and h.outcome = 'nobodys'
where h.outcome in ('nobodys', 'never_followed_up')
order by h.handoff_at desc, h.handoff_key
