-- name: steps
-- the bridges of the last full month: what a system counts, each cause, what we count
with last as (
    select max(period_start) as period_start
    from marts.mart_metric_gap
    where period_type = 'month' and is_complete
),

bridge as (
    select gaps.*
    from marts.mart_metric_gap as gaps
    inner join last on last.period_start = gaps.period_start
    where gaps.period_type = 'month'
),

parts as (
    select metric_id, compared_system, -1 as place, 'system' as cause, 'counts' as label,
           '' as explanation, sum(system_value) as amount, true as is_whole,
           cast(0 as decimal(28, 6)) as added, cast(0 as decimal(28, 6)) as taken
    from bridge
    group by metric_id, compared_system
    union all
    select metric_id, compared_system, cause_place, cause, cause_label, cause_explanation,
           difference, false, added_value, taken_value
    from bridge
    where cause not in ('agreed', 'imputed')
    union all
    select metric_id, compared_system, 1000, 'ours', 'We count', '',
           sum(case when cause <> 'imputed' then our_value else 0 end), true, 0, 0
    from bridge
    group by metric_id, compared_system
    union all
    select metric_id, compared_system, 1001, cause, cause_label, cause_explanation,
           difference, false, added_value, taken_value
    from bridge
    where cause = 'imputed'
    union all
    select metric_id, compared_system, 1002, 'funnel', 'In the funnel', '', sum(our_value), true, 0, 0
    from bridge
    group by metric_id, compared_system
    having max(case when cause = 'imputed' then 1 else 0 end) = 1
),

running as (
    select p.*,
           sum(case when is_whole and place >= 0 then 0 else amount end) over (
               partition by metric_id, compared_system order by place
           ) as after_it
    from parts as p
)

select r.metric_id, m.label as metric_label, m.unit = 'currency' as is_money, r.compared_system,
       r.cause, r.label, r.explanation,
       cast(r.amount as decimal(24, 4)) as amount,
       cast(r.added as decimal(24, 4)) as added, cast(r.taken as decimal(24, 4)) as taken,
       r.is_whole, r.amount < 0 as is_loss,
       cast(case when r.is_whole then 0 when r.amount < 0 then r.after_it
                 else r.after_it - r.amount end as double precision) as low,
       cast(case when r.is_whole then r.amount when r.amount < 0 then r.after_it - r.amount
                 else r.after_it end as double precision) as high,
       cast(l.period_start as date) as month
from running as r
cross join last as l
inner join marts.dim_metric as m on m.metric_id = r.metric_id
order by m.place, r.compared_system collate "C", r.place

-- name: examples
-- the first records of each cause of that month; what moved within it agrees there
with last as (
    select max(period_start) as first_day, max(period_end) as last_day
    from marts.mart_metric_gap
    where period_type = 'month' and is_complete
),

ranked as (
    select gaps.metric_id, gaps.compared_system, gaps.cause, gaps.source_system,
           gaps.source_object, gaps.source_id,
           row_number() over (
               partition by gaps.metric_id, gaps.compared_system, gaps.cause
               order by gaps.happened_date, gaps.source_system collate "C",
                        gaps.source_id collate "C"
           ) as place
    from marts.fct_metric_gap as gaps
    inner join last on gaps.happened_date between last.first_day and last.last_day
    where gaps.difference <> 0
      and gaps.source_id is not null
      and (gaps.cause = 'amount_differs' or gaps.other_date is null
           or gaps.other_date not between last.first_day and last.last_day)
)

select metric_id, compared_system, cause, source_system, source_object, source_id
from ranked
where place <= 3
order by metric_id, compared_system, cause, place

-- name: bridges
-- every period, system and cause
select metric_id, period_type, cast(period_start as date) as period_start, period_label,
       is_complete, compared_system, cause, cause_group, cause_label, system_value, our_value,
       difference, added_value, taken_value, count_records
from marts.mart_metric_gap
order by metric_id, period_type, period_start desc, compared_system, cause_place

-- name: records
-- every record that a system counts and we do not, or the other way round
select metric_id, compared_system, cast(happened_date as date) as happened_date, cause,
       cast(other_date as date) as other_date, system_value, our_value, difference,
       source_system, source_object, source_id
from marts.fct_metric_gap
where difference <> 0
order by metric_id, compared_system, happened_date desc, cause, source_system, source_id
