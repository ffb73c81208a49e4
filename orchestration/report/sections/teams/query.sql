-- name: work
with deals as (
    select case when grouping(u.team) = 0 then 'team' else 'owner' end as breakdown,
           case when grouping(u.team) = 0 then u.team else o.owner_key end as key,
           count(case when o.is_open then 1 end) as open,
           sum(case when o.is_open then o.amount_corporate end) as open_amount,
           count(case when o.is_won then 1 end) as won,
           sum(case when o.is_won then o.amount_corporate end) as won_amount,
           count(case when o.is_lost then 1 end) as lost
    from marts.fct_opportunity as o
    left join marts.dim_user as u on u.owner_key = o.owner_key
    group by grouping sets ((u.team), (o.owner_key))
),

passes as (
    select breakdown, breakdown_value as key, count_handed_over as handed_over,
           count_settled as settled, count_accepted as accepted
    from marts.mart_baton_pass
    where breakdown in ('team', 'owner')
),

follow_ups as (
    select breakdown, breakdown_value as key, count_judged as judged, count_on_time as on_time,
           count_never as never, count_overdue as overdue
    from marts.mart_follow_up
    where breakdown in ('team', 'owner')
),

found as (
    select case when grouping(u.team) = 0 then 'team' else 'owner' end as breakdown,
           case when grouping(u.team) = 0 then u.team else f.owner_key end as key,
           count(*) as findings
    from quality.finding as f
    left join marts.dim_user as u on u.owner_key = f.owner_key
    where f.status not in ('fixed', 'waived') and f.source_id is not null
    group by grouping sets ((u.team), (f.owner_key))
),

keys as (
    select breakdown, key from deals
    union
    select breakdown, key from passes
    union
    select breakdown, key from follow_ups
    union
    select breakdown, key from found
)

select k.breakdown, case when k.breakdown = 'owner' then k.key end as owner_key,
       u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       case when k.breakdown = 'team' then k.key else u.team end as team, u.is_active,
       count(*) over (partition by k.breakdown) as rows_in_breakdown,
       row_number() over (
           partition by k.breakdown
           order by case when k.key is null then 1 else 0 end, coalesce(d.won_amount, 0) desc,
                    coalesce(d.open_amount, 0) desc, coalesce(f.findings, 0) desc,
                    k.key collate "C"
       ) as place,
       coalesce(d.open, 0) as open, cast(d.open_amount as decimal(24, 4)) as open_amount,
       coalesce(d.won, 0) as won, cast(d.won_amount as decimal(24, 4)) as won_amount,
       coalesce(d.lost, 0) as lost, coalesce(p.handed_over, 0) as handed_over,
       coalesce(p.settled, 0) as settled, coalesce(p.accepted, 0) as accepted,
       coalesce(w.judged, 0) as judged, coalesce(w.on_time, 0) as on_time,
       coalesce(w.never, 0) as never, coalesce(w.overdue, 0) as overdue,
       coalesce(f.findings, 0) as findings
from keys as k
left join marts.dim_user as u on k.breakdown = 'owner' and u.owner_key = k.key
left join deals as d on d.breakdown = k.breakdown and d.key is not distinct from k.key
left join passes as p on p.breakdown = k.breakdown and p.key is not distinct from k.key
left join follow_ups as w on w.breakdown = k.breakdown and w.key is not distinct from k.key
left join found as f on f.breakdown = k.breakdown and f.key is not distinct from k.key
order by k.breakdown, place

-- name: opportunities
select o.source_system, o.source_object, o.source_id, o.name, u.name as owner_name, u.team,
       o.stage_name, o.stage_category, o.opportunity_type, o.amount_corporate, o.created_date,
       o.close_date, o.channel
from marts.fct_opportunity as o
left join marts.dim_user as u on u.owner_key = o.owner_key
order by u.team collate "C" nulls last, o.owner_key nulls last, o.created_at nulls last,
         o.opportunity_key
