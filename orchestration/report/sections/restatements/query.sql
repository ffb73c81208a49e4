-- name: comparisons
-- the runs to compare with: the last one, and the last one that is 7 and 30 days old
with latest as (
    select * from marts.dim_run where run_number = (select max(run_number) from marts.dim_run)
),

bases as (
    select 1 as place, run_number - 1 as run_number from latest
    union all
    select 2, (select max(r.run_number) from marts.dim_run as r where r.reporting_date <= latest.reporting_date - 7)
    from latest
    union all
    select 3, (select max(r.run_number) from marts.dim_run as r where r.reporting_date <= latest.reporting_date - 30)
    from latest
),

told as (
    select bases.place, r.run_number, r.as_of,
           row_number() over (partition by r.run_number order by bases.place) as copy_of_it,
           r.definitions <> latest.definitions as is_redefined,
           r.rates <> latest.rates as has_other_rates,
           r.product_version <> latest.product_version as is_other_version
    from bases
    inner join marts.dim_run as r on r.run_number = bases.run_number
    cross join latest
),

changes as (
    select told.place, c.metric_id, c.period_start, c.cause
    from told
    inner join marts.mart_metric_restatement as c on c.run_number > told.run_number
    where c.period_type = 'month' and c.cause not in ('new', 'decided')
    group by told.place, c.metric_id, c.period_start, c.cause
    having sum(c.numerator_change) <> 0 or sum(c.denominator_change) <> 0
),

numbers as (select distinct place, metric_id, period_start from changes)

select told.place, told.as_of, told.is_redefined, told.has_other_rates, told.is_other_version,
       count(numbers.metric_id) as count_restated
from told
left join numbers on numbers.place = told.place
where told.copy_of_it = 1
group by told.place, told.as_of, told.is_redefined, told.has_other_rates, told.is_other_version
order by told.place

-- name: causes
-- the months that were told otherwise, those that were over first, with every cause
with latest as (
    select * from marts.dim_run where run_number = (select max(run_number) from marts.dim_run)
),

bases as (
    select 1 as place, run_number - 1 as run_number from latest
    union all
    select 2, (select max(r.run_number) from marts.dim_run as r where r.reporting_date <= latest.reporting_date - 7)
    from latest
    union all
    select 3, (select max(r.run_number) from marts.dim_run as r where r.reporting_date <= latest.reporting_date - 30)
    from latest
),

since as (
    select bases.place, r.run_number, r.reporting_date
    from bases
    inner join marts.dim_run as r on r.run_number = bases.run_number
),

steps as (
    select since.place, since.reporting_date, c.*,
           min(c.run_number) over number as first_run, max(c.run_number) over number as last_run
    from since
    inner join marts.mart_metric_restatement as c on c.run_number > since.run_number
    where c.period_type = 'month'
    window number as (partition by since.place, c.metric_id, c.period_start)
),

ends as (
    select place, metric_id, period_start,
           max(case when run_number = first_run then old_value end) as old_value,
           max(case when run_number = last_run then new_value end) as new_value,
           count(case when cause not in ('new', 'decided') then 1 end) as restated
    from steps
    group by place, metric_id, period_start
),

summed as (
    select place, metric_id, period_start, period_end, period_label, cause,
           period_end < reporting_date as was_complete,
           sum(numerator_change) as numerator_change,
           sum(denominator_change) as denominator_change,
           cast(sum(count_entities) as bigint) as count_entities
    from steps
    group by place, metric_id, period_start, period_end, period_label, cause, reporting_date
    having sum(numerator_change) <> 0 or sum(denominator_change) <> 0
),

ranked as (
    select summed.*, m.label, m.unit, m.definition, ends.old_value, ends.new_value,
           dense_rank() over (
               partition by summed.place
               order by summed.was_complete desc, summed.period_start desc, m.place
           ) as line
    from summed
    inner join ends
        on ends.place = summed.place and ends.metric_id = summed.metric_id
        and ends.period_start = summed.period_start
    inner join marts.dim_metric as m on m.metric_id = summed.metric_id
    where ends.restated > 0
)

select place, line, label, unit, definition, period_label, was_complete, old_value, new_value, cause,
       cast(numerator_change as decimal(28, 6)) as numerator_change,
       cast(denominator_change as decimal(28, 6)) as denominator_change, count_entities
from ranked
where line <= 25
order by place, line, cause

-- name: lists
-- how long the two lists are
select (select count(*) from marts.mart_metric_restatement) as count_restatements,
       (select count(*)
        from marts.fct_restatement as r
        inner join marts.dim_run as d on d.run_number = r.run_number
        where r.cause not in ('new', 'decided')
            and d.reporting_date >= (select max(reporting_date) - 30 from marts.dim_run)
       ) as count_records

-- name: restatements
select c.run_number, c.run_id, c.as_of, c.former_run_id, c.former_as_of, m.label, c.metric_id,
       c.period_type, c.period_label, c.period_start, c.period_end, c.was_complete, c.cause,
       c.numerator_change, c.denominator_change, c.count_entities, c.old_value, c.new_value
from marts.mart_metric_restatement as c
inner join marts.dim_metric as m on m.metric_id = c.metric_id
order by c.run_number desc, m.place, c.period_type, c.period_start desc, c.cause

-- name: records
-- what is behind each change of the last 30 days, but for what only happened since
select r.run_number, d.as_of, r.metric_id, r.happened_date, r.cause, r.side, r.numerator, r.denominator,
       r.entity_kind, r.entity_key, r.owner_key, r.account_key, r.channel,
       r.source_system, r.source_object, r.source_id
from marts.fct_restatement as r
inner join marts.dim_run as d on d.run_number = r.run_number
where r.cause not in ('new', 'decided')
    and d.reporting_date >= (select max(reporting_date) - 30 from marts.dim_run)
order by r.run_number desc, r.metric_id, r.happened_date desc, r.entity_key, r.side desc
