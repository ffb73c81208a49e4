-- name: rates
-- over all time: all, then each scope's values with most closed ones
with ranked as (
    select w.*, u.name as owner_name, c.channel_name,
           row_number() over (
               partition by scope_type
               order by win_rate_denominator desc, scope_value collate "C" nulls last
           ) as place,
           count(*) over (partition by scope_type) as values_in_scope
    from marts.mart_win_rate as w
    left join marts.dim_user as u on w.scope_type = 'owner' and u.owner_key = w.scope_value
    left join (select channel, label as channel_name from marts.dim_channel) as c
        on w.scope_type = 'channel' and c.channel = w.scope_value
    where w.period_type = 'all' and w.scope_type in ('all', 'channel', 'owner', 'team', 'opportunity_type')
)

select scope_type, coalesce(owner_name, channel_name, scope_value) as label,
       count_won, count_lost, win_rate_denominator as count_closed,
       cast(win_rate as double precision) as rate,
       cast(case when is_win_rate_judged then win_rate_low end as double precision) as rate_low,
       cast(case when is_win_rate_judged then win_rate_high end as double precision) as rate_high,
       is_win_rate_judged as is_rate_judged,
       cast(value_win_rate as double precision) as value_rate,
       cast(won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(average_won_amount_corporate as decimal(24, 4)) as average_won_amount,
       cast(median_days_to_close as double precision) as median_days, count_days,
       cast(values_in_scope - count(*) over (partition by scope_type) as bigint) as left_out
from ranked
where place <= 15
order by scope_type, place

-- name: all_rates
select period_type, cast(period_start as date) as period_start, scope_type, scope_value,
       count_won, count_lost, win_rate_denominator, win_rate, win_rate_low, win_rate_high,
       is_win_rate_judged, value_win_rate, won_amount_corporate, lost_amount_corporate,
       average_won_amount_corporate, count_won_with_amount, median_days_to_close,
       p90_days_to_close, count_days, count_days_excluded, count_open_at_end,
       sales_velocity_corporate_per_day
from marts.mart_win_rate
order by period_type, period_start, scope_type, scope_value
