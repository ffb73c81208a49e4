-- name: known
select count(*) as cycles from marts.mart_pipeline

-- name: efforts
-- all, then ways by effort, then the channels with most of it
with ranked as (
    select e.*,
           row_number() over (
               partition by scope_type order by count_activities desc, scope_value collate "C"
           ) as place,
           count(*) over (partition by scope_type) as headings
    from marts.mart_sales_effort as e
)

select r.scope_type, r.scope_value, c.label, r.count_activities as activities,
       cast(r.activity_ratio as double precision) as activity_ratio, r.count_of_nobody as of_nobody,
       r.count_timed as timed,
       cast(round(cast(r.duration_seconds as decimal(38, 4)) / 3600, 1) as double precision) as hours,
       r.count_people as people, r.count_settled as settled, r.count_won as won,
       cast(r.close_rate as double precision) as rate,
       r.count_others_settled as others_settled, r.count_others_won as others_won,
       cast(r.others_close_rate as double precision) as others_rate,
       r.effort_state, r.count_deals_won as deals_won,
       r.count_deals_without_amount as deals_without_amount,
       cast(r.won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(greatest(r.headings - 15, 0) as bigint) as left_out
from ranked as r
left join marts.dim_channel as c on c.channel = r.scope_value and r.scope_type = 'channel'
where r.place <= 15
order by case r.scope_type when 'all' then 0 when 'way' then 1 else 2 end, r.place

-- name: all_efforts
select * from marts.mart_sales_effort order by scope_type, scope_value
