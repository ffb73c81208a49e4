-- name: steps
-- the columns of the chart: the last quarter in which anything moved, way by way
with last as (
    select *
    from marts.mart_pipeline_waterfall
    where scope_type = 'all' and period_type = 'quarter'
    order by period_start desc
    limit 1
),

ways as (
    select 1 as place, 'Beginning' as label, begin_amount_corporate as amount, count_begin as opportunities, 1 as sign, true as is_whole, period_start, period_end, is_complete from last
    union all select 2, 'New', new_amount_corporate, count_new, 1, false, period_start, period_end, is_complete from last
    union all select 3, 'Pulled in', pulled_in_amount_corporate, count_pulled_in, 1, false, period_start, period_end, is_complete from last
    union all select 4, 'Re-opened', reopened_amount_corporate, count_reopened, 1, false, period_start, period_end, is_complete from last
    union all select 5, 'Increased', increased_amount_corporate, count_increased, 1, false, period_start, period_end, is_complete from last
    union all select 6, 'Decreased', decreased_amount_corporate, count_decreased, -1, false, period_start, period_end, is_complete from last
    union all select 7, 'Moved out', moved_out_amount_corporate, count_moved_out, -1, false, period_start, period_end, is_complete from last
    union all select 8, 'Won', won_amount_corporate, count_won, -1, false, period_start, period_end, is_complete from last
    union all select 9, 'Lost', lost_amount_corporate, count_lost, -1, false, period_start, period_end, is_complete from last
    union all select 10, 'Deleted', deleted_amount_corporate, count_deleted, -1, false, period_start, period_end, is_complete from last
    union all select 11, 'End', end_amount_corporate, count_end, 1, true, period_start, period_end, is_complete from last
),

running as (
    select w.*,
           coalesce(sum(coalesce(amount, 0) * sign) over (order by place), 0) as after_it
    from ways as w
)

select label, cast(amount as decimal(24, 4)) as amount, opportunities, is_whole, sign < 0 as is_loss,
       cast(case when is_whole then 0 when sign < 0 then after_it
                 else after_it - coalesce(amount, 0) end as double precision) as low,
       cast(case when is_whole then coalesce(amount, 0)
                 when sign < 0 then after_it + coalesce(amount, 0)
                 else after_it end as double precision) as high,
       cast(period_start as date) as period_start, cast(period_end as date) as period_end,
       is_complete
from running
order by place

-- name: months
-- the last months, oldest first
with months as (
    select w.*, row_number() over (order by period_start desc) as place,
           count(*) over () as all_months
    from marts.mart_pipeline_waterfall as w
    where scope_type = 'all' and period_type = 'month'
)

select cast(period_start as date) as month, is_complete,
       count_begin, count_new, count_pulled_in, count_reopened, count_moved_out,
       count_won, count_lost, count_deleted, count_end,
       cast(begin_amount_corporate as decimal(24, 4)) as begin_amount,
       cast(increased_amount_corporate as decimal(24, 4)) as increased,
       cast(decreased_amount_corporate as decimal(24, 4)) as decreased,
       cast(won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(end_amount_corporate as decimal(24, 4)) as end_amount,
       count_uncertain,
       cast(all_months - count(*) over () as bigint) as left_out
from months
where place <= 12
order by period_start

-- name: all_periods
select period_type, cast(period_start as date) as period_start, is_complete, scope_type, scope_value,
       count_begin, begin_amount_corporate, count_new, new_amount_corporate,
       count_pulled_in, pulled_in_amount_corporate, count_reopened, reopened_amount_corporate,
       count_increased, increased_amount_corporate, count_decreased, decreased_amount_corporate,
       count_moved_out, moved_out_amount_corporate, count_won, won_amount_corporate,
       count_lost, lost_amount_corporate, count_deleted, deleted_amount_corporate,
       count_end, end_amount_corporate, count_without_amount, count_uncertain
from marts.mart_pipeline_waterfall
where scope_type in ('all', 'channel')
order by period_type, period_start, scope_type, scope_value

-- name: records
-- the opportunities behind each number of the last two years
select period_type, cast(period_start as date) as period_start, source_system, source_object,
       source_id, name, came, went, came_amount_corporate, increased_amount_corporate,
       decreased_amount_corporate, went_amount_corporate, begin_stage_name, end_stage_name,
       cast(begin_close_date as date) as begin_close_date,
       cast(end_close_date as date) as end_close_date, begin_evidence, end_evidence
from marts.fct_pipeline_movement
order by period_type, period_start desc, came, went, source_system, source_id
