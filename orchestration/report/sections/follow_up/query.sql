-- name: responses
with ranked as (
    select p.*,
           row_number() over (
               partition by breakdown
               order by case when breakdown = 'month' then breakdown_value end desc,
                        count_judged desc, breakdown_value collate "C" nulls last
           ) as place,
           count(*) over (partition by breakdown) as values_in_breakdown
    from marts.mart_follow_up as p
)

select r.breakdown, r.breakdown_value as value, coalesce(c.label, u.name) as label,
       r.count_judged as judged, r.count_on_time as on_time, r.count_late as late,
       r.count_never as never, r.count_overdue as overdue, r.count_pending as pending,
       cast(r.share_on_time as double precision) as share_on_time,
       cast(r.median_business_minutes as double precision) as median_minutes,
       r.count_business_minutes as followed_up,
       cast(r.p90_business_minutes as double precision) as p90_minutes,
       cast(r.median_business_minutes_kaplan_meier as double precision) as kaplan_meier_minutes,
       cast(r.median_minutes_to_assign as double precision) as system_minutes,
       cast(r.median_minutes_from_assign as double precision) as human_minutes,
       cast(r.values_in_breakdown - least(r.values_in_breakdown, 12) as bigint) as left_out
from ranked as r
left join marts.dim_channel as c on r.breakdown = 'channel' and c.channel = r.breakdown_value
left join marts.dim_user as u on r.breakdown = 'owner' and u.owner_key = r.breakdown_value
where r.place <= 12
order by r.breakdown, r.place

-- name: all_values
select *
from marts.mart_follow_up
order by breakdown, breakdown_value collate "C" nulls last

-- name: every_response
select h.evidence_system as source_system,
       split_part(h.evidence_source, '.', 1) as source_object,
       h.evidence_id as source_id,
       r.response_status, r.handoff_at, r.assigned_at, r.first_attempt_at, r.first_contact_at,
       r.due_at, r.sla_minutes, r.business_minutes, r.minutes_to_attempt,
       r.business_minutes_to_assign, r.business_minutes_from_assign, r.business_minutes_to_contact,
       r.calendar, r.time_zone, r.team, u.name as owner_name, r.channel, r.lead_type
from marts.fct_lead_response as r
inner join marts.fct_lead_handoff as h on h.handoff_key = r.handoff_key
left join marts.dim_user as u on u.owner_key = r.owner_key
order by r.handoff_at desc, r.handoff_key
