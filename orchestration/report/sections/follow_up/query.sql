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

select r.breakdown, r.breakdown_value as value, coalesce(c.label, u.name, t.label) as label,
       r.sla_minutes,
       r.count_judged as judged, r.count_on_time as on_time, r.count_late as late,
       r.count_never as never, r.count_overdue as overdue, r.count_pending as pending, r.count_unseen as unseen,
       cast(r.share_on_time as double precision) as share_on_time,
       cast(r.median_business_minutes as double precision) as median_minutes,
       r.count_business_minutes as followed_up,
       cast(r.p90_business_minutes as double precision) as p90_minutes,
       cast(r.median_business_minutes_kaplan_meier as double precision) as kaplan_meier_minutes,
       cast(r.median_minutes_until_recorded as double precision) as record_minutes,
       cast(r.median_minutes_to_assign as double precision) as system_minutes,
       cast(r.median_minutes_from_assign as double precision) as human_minutes,
       cast(r.values_in_breakdown - least(r.values_in_breakdown, 12) as bigint) as left_out
from ranked as r
left join marts.dim_channel as c on r.breakdown = 'channel' and c.channel = r.breakdown_value
left join marts.dim_user as u on r.breakdown = 'owner' and u.owner_key = r.breakdown_value
left join marts.dim_lead_type as t
    on r.breakdown = 'lead_type' and t.lead_type = r.breakdown_value
where r.place <= 12
order by r.breakdown, r.place

-- name: all_values
select *
from marts.mart_follow_up
order by breakdown, breakdown_value collate "C" nulls last

-- name: raised
select count(case when outcome = 'handed_over' then 1 end) as handed_over,
       count(case when outcome = 'with_sales' then 1 end) as with_sales,
       count(case when outcome = 'not_handed_over' then 1 end) as not_handed_over,
       count(case when outcome = 'no_record' then 1 end) as no_record, count(*) as forms
from marts.fct_hand_raise

-- name: every_hand_raised
select source_system, source_object, source_id, form_name, raised_at, outcome
from marts.fct_hand_raise
order by raised_at desc, hand_raise_key

-- name: every_response
select h.evidence_system as source_system,
       split_part(h.evidence_source, '.', 1) as source_object,
       h.evidence_id as source_id,
       r.response_status, r.hand_raised_at, r.handoff_at, r.clock_starts_at, r.recorded_at,
       r.assigned_at, r.first_attempt_at, r.first_contact_at,
       r.due_at, r.sla_minutes, r.business_minutes, r.minutes_to_attempt,
       r.business_minutes_until_recorded, r.business_minutes_to_assign, r.business_minutes_from_assign, r.business_minutes_to_contact,
       r.calendar, r.time_zone, r.team, u.name as owner_name, r.channel, r.lead_type
from marts.fct_lead_response as r
inner join marts.fct_lead_handoff as h on h.handoff_key = r.handoff_key
left join marts.dim_user as u on u.owner_key = r.owner_key
order by r.handoff_at desc, r.handoff_key
