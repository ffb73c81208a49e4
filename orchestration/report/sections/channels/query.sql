-- name: channels
-- of each breakdown the values with most MQLs; of the channels also their sum, if all are shown
with ranked as (
    select p.*,
           row_number() over (
               partition by breakdown
               order by count_mql desc, count_inq desc, count_opp desc,
                        breakdown_value collate "C" nulls last
           ) as place,
           count(*) over (partition by breakdown) as values_in_breakdown
    from marts.mart_channel_performance as p
),

shown as (
    select r.*, false as is_total,
           count(*) over (partition by breakdown) as values_shown
    from ranked as r
    where place <= case when breakdown = 'channel' then 40 else 12 end
),

-- what could not be read of one part is not known of all; rates of all are published for all
sums as (
    select breakdown, max(place) + 1 as place, max(values_in_breakdown) as values_in_breakdown,
           max(values_shown) as values_shown,
           case when count(count_inq) = count(*) then sum(count_inq) end as count_inq,
           case when count(count_mql) = count(*) then sum(count_mql) end as count_mql,
           case when count(count_sal) = count(*) then sum(count_sal) end as count_sal,
           case when count(count_sql) = count(*) then sum(count_sql) end as count_sql,
           case when count(count_opp) = count(*) then sum(count_opp) end as count_opp,
           case when count(count_won) = count(*) then sum(count_won) end as count_won,
           sum(count_days) as count_days, sum(open_amount_corporate) as open_amount_corporate,
           sum(won_amount_corporate) as won_amount_corporate,
           sum(count_open_without_amount) as count_open_without_amount,
           sum(count_won_without_amount) as count_won_without_amount
    from shown
    where breakdown = 'channel'
    group by breakdown
    having max(values_in_breakdown) = max(values_shown)
),

wins as (
    select count_to, count_from, rate, rate_low, rate_high, is_rate_judged, could_not_see
    from marts.mart_funnel_conversion
    where cycle_type = 'marketing_generated' and breakdown = 'all'
          and is_handover_to_won
),

days as (
    select median_days_mql_to_won
    from marts.mart_cycle_origin
    where cycle_type = 'all'
),

lines as (
    select breakdown, place, is_total, breakdown_value as value, values_in_breakdown, values_shown,
           count_inq, count_mql, count_sal, count_sql, count_opp, count_won,
           close_rate_numerator as numerator, close_rate_denominator as denominator,
           close_rate as rate, close_rate_low as rate_low, close_rate_high as rate_high,
           is_close_rate_judged as is_rate_judged, median_days_mql_to_won as median_days,
           count_days, open_amount_corporate, won_amount_corporate, count_open_without_amount,
           count_won_without_amount, could_not_see
    from shown
    union all
    select s.breakdown, s.place, true as is_total, null as value, s.values_in_breakdown,
           s.values_shown, s.count_inq, s.count_mql, s.count_sal, s.count_sql, s.count_opp,
           s.count_won, w.count_to, w.count_from, w.rate, w.rate_low, w.rate_high,
           w.is_rate_judged, d.median_days_mql_to_won, s.count_days, s.open_amount_corporate,
           s.won_amount_corporate, s.count_open_without_amount, s.count_won_without_amount,
           w.could_not_see
    from sums as s
    left join wins as w on true
    left join days as d on true
)

select n.breakdown, n.is_total, n.value,
       case when n.breakdown = 'channel' then c.label end as label,
       cast(n.count_inq as bigint) as inq, cast(n.count_mql as bigint) as mql,
       cast(n.count_sal as bigint) as sal, cast(n.count_sql as bigint) as sql,
       cast(n.count_opp as bigint) as opp, cast(n.count_won as bigint) as won,
       cast(n.numerator as bigint) as numerator, cast(n.denominator as bigint) as denominator,
       cast(n.rate as double precision) as rate,
       cast(case when n.is_rate_judged then n.rate_low end as double precision) as rate_low,
       cast(case when n.is_rate_judged then n.rate_high end as double precision) as rate_high,
       coalesce(n.is_rate_judged, false) as is_rate_judged,
       cast(n.median_days as double precision) as median_days,
       cast(coalesce(n.count_days, 0) as bigint) as days_counted,
       cast(n.open_amount_corporate as decimal(24, 4)) as open_amount,
       cast(n.won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(coalesce(n.count_open_without_amount, 0) as bigint) as open_without_amount,
       cast(coalesce(n.count_won_without_amount, 0) as bigint) as won_without_amount,
       n.could_not_see, cast(n.values_in_breakdown - n.values_shown as bigint) as left_out
from lines as n
left join marts.dim_channel as c on n.breakdown = 'channel' and c.channel = n.value
order by n.breakdown, n.is_total, n.place

-- name: stages
select stage_code
from marts.dim_stage
where not is_exit
order by stage_rank

-- name: all_values
select *
from marts.mart_channel_performance
order by breakdown, count_mql desc, count_inq desc, count_opp desc,
         breakdown_value collate "C" nulls last
