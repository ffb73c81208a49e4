-- name: accounts
select a.account_key, d.name, d.domain, d.industry, d.country, d.owner_key, u.name as owner_name,
       u.hubspot_owner_id, u.salesforce_user_id, a.won_amount_corporate as won_amount,
       a.open_amount_corporate as open_amount, a.count_won as won, a.count_lost as lost,
       a.count_open as open, a.count_people as people, a.count_events as events, a.first_event_at,
       a.last_event_at, a.value_rank,
       count(*) over () as accounts
from marts.mart_account as a
inner join marts.dim_account as d on d.account_key = a.account_key
left join marts.dim_user as u on u.owner_key = d.owner_key
where a.value_rank <= 500
order by a.value_rank

-- name: total
select count(value_rank) as ranked from marts.mart_account

-- name: list
with records as (
    select b.*,
           row_number() over (
               partition by account_key
               order by source_system, source_object, length(source_id), source_id collate "C"
           ) as place
    from marts.bridge_account_source as b
)

select a.value_rank, a.account_key, d.name, d.domain, d.industry, d.country, u.name as owner_name,
       a.won_amount_corporate, a.open_amount_corporate, a.count_won, a.count_lost, a.count_open,
       a.count_people, a.count_events, a.first_event_at, a.last_event_at, r.source_system,
       r.source_object, r.source_id
from marts.mart_account as a
inner join marts.dim_account as d on d.account_key = a.account_key
left join marts.dim_user as u on u.owner_key = d.owner_key
left join records as r on r.account_key = a.account_key and r.place = 1
where a.value_rank is not null
order by a.value_rank

-- name: records
-- where the accounts stand in each system, the first four of each
with placed as (
    select b.*,
           row_number() over (
               partition by account_key, source_system
               order by source_object, length(source_id), source_id collate "C"
           ) as place
    from marts.bridge_account_source as b
)

select p.account_key, p.source_system, p.source_object, p.source_id
from placed as p
inner join marts.mart_account as a on a.account_key = p.account_key
where a.value_rank <= 500 and p.place <= 4
order by a.value_rank, p.source_system, p.place

-- name: people
-- the first fifty of each, those with a part in an opportunity before the others
with parts as (
    select person_key, count(*) as opportunities
    from marts.bridge_opportunity_person
    group by person_key
),

placed as (
    select d.*, coalesce(parts.opportunities, 0) as opportunities,
           count(*) over (partition by d.account_key) as of_account,
           row_number() over (
               partition by d.account_key
               order by coalesce(parts.opportunities, 0) desc, d.created_at nulls last, d.person_key
           ) as place
    from marts.dim_person as d
    left join parts on parts.person_key = d.person_key
    where d.account_key is not null
),

records as (
    select b.*,
           row_number() over (
               partition by person_key
               order by source_system, source_object, length(source_id), source_id collate "C"
           ) as record_place
    from marts.bridge_person_source as b
)

select p.account_key, p.person_key, p.first_name, p.last_name, p.title, c.label as channel,
       p.opportunities, cast(p.of_account - least(p.of_account, 50) as bigint) as left_out,
       r.source_system, r.source_object, r.source_id
from placed as p
inner join marts.mart_account as a on a.account_key = p.account_key
inner join records as r on r.person_key = p.person_key and r.record_place <= 4
left join marts.dim_channel as c on c.channel = p.channel
where a.value_rank <= 500 and p.place <= 50
order by a.value_rank, p.place, r.record_place

-- name: opportunities
select o.account_key, o.name, o.stage_name, o.amount_corporate,
       o.created_date, o.close_date, c.label as channel, o.owner_key, u.name as owner_name,
       u.hubspot_owner_id, u.salesforce_user_id, b.source_system, b.source_object, b.source_id,
       o.opportunity_key
from marts.fct_opportunity as o
inner join marts.mart_account as a on a.account_key = o.account_key
inner join marts.bridge_opportunity_source as b on b.opportunity_key = o.opportunity_key
left join marts.dim_user as u on u.owner_key = o.owner_key
left join marts.dim_channel as c on c.channel = o.channel
where a.value_rank <= 500
order by a.value_rank, o.created_at nulls last, o.opportunity_key, b.source_system,
         b.source_object, length(b.source_id), b.source_id collate "C"

-- name: stories
-- one row without an event for an account without any; of a long story the last 400
with told as (
    select t.*, row_number() over (partition by account_key order by event_number desc) as recency
    from marts.fct_timeline as t
    where account_key is not null
)

select a.account_key, t.event_number, t.happened_date, t.happened_time, t.dated_by, t.kind, t.what,
       t.source_system, t.source_object, t.source_id, c.label as channel, t.person_key,
       p.first_name, p.last_name, o.name as opportunity_name, t.owner_key, u.name as owner_name,
       u.hubspot_owner_id, u.salesforce_user_id, t.amount_corporate,
       cast(a.count_events - least(a.count_events, 400) as bigint) as left_out
from marts.mart_account as a
left join told as t on t.account_key = a.account_key and t.recency <= 400
left join marts.dim_person as p on p.person_key = t.person_key
left join marts.fct_opportunity as o on o.opportunity_key = t.opportunity_key
left join marts.dim_user as u on u.owner_key = t.owner_key
left join marts.dim_channel as c on c.channel = t.channel
where a.value_rank <= 500
order by a.value_rank, t.event_number

-- name: timeline
-- every event of every account that is listed
select t.account_key, d.name, t.event_number, t.happened_at, t.happened_date, t.happened_time, t.dated_by,
       t.kind, t.what, t.person_key, t.opportunity_key, t.channel, u.name as owner_name,
       t.amount_corporate, t.source_system, t.source_object, t.source_id
from marts.fct_timeline as t
inner join marts.mart_account as a on a.account_key = t.account_key
inner join marts.dim_account as d on d.account_key = t.account_key
left join marts.dim_user as u on u.owner_key = t.owner_key
where a.value_rank <= 500
order by a.value_rank, t.event_number
