-- name: passes
with ranked as (
    select p.*,
           row_number() over (
               partition by breakdown
               order by case when breakdown = 'month' then breakdown_value end desc,
                        count_handed_over desc, breakdown_value collate "C" nulls last
           ) as place,
           count(*) over (partition by breakdown) as values_in_breakdown
    from marts.mart_baton_pass as p
)

select r.breakdown, r.breakdown_value as value, coalesce(c.label, u.name) as label,
       r.count_handed_over as handed_over, r.count_settled as settled,
       r.count_accepted as accepted, r.count_rejected as rejected, r.count_recycled as recycled,
       r.count_returned as returned, r.count_nobodys as nobodys,
       r.count_never_followed_up as never_followed_up, r.count_pending as pending,
       r.count_unseen as unseen,
       cast(r.share_accepted as double precision) as share_accepted,
       cast(r.values_in_breakdown - least(r.values_in_breakdown, 12) as bigint) as left_out
from ranked as r
left join marts.dim_channel as c on r.breakdown = 'channel' and c.channel = r.breakdown_value
left join marts.dim_user as u on r.breakdown = 'owner' and u.owner_key = r.breakdown_value
where r.place <= 12
order by r.breakdown, r.place

-- name: all_values
select *
from marts.mart_baton_pass
order by breakdown, breakdown_value collate "C" nulls last

-- name: reasons
select reason_label as label, cast(count(*) as bigint) as hand_overs
from marts.fct_lead_handoff
where reason is not null
group by reason_label
order by count(*) desc, reason_label collate "C"

-- name: handoffs
select h.evidence_system as source_system,
       split_part(h.evidence_source, '.', 1) as source_object,
       h.evidence_id as source_id,
       h.handoff_at, h.handoff_number, h.channel, h.lead_type, h.from_team, h.to_team,
       u.name as owner_name, q.name as queue_label, h.assigned_at, h.assignment_evidence,
       h.outcome, h.answered_at, h.answer_source, h.reason_label, h.reason_text
from marts.fct_lead_handoff as h
left join marts.dim_user as u on u.owner_key = h.to_owner_key
left join marts.dim_user as q on q.owner_key = h.queue_key
order by h.handoff_at desc, h.handoff_key
