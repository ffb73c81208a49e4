-- name: pairs
with strongest as (
    select i.*,
           row_number() over (
               partition by i.outcome_metric_id
               order by abs(i.correlation) desc, i.metric_id
           ) as place
    from marts.mart_leading_impact as i
    where i.is_strongest
)

select o.label as outcome, l.label as indicator, l.owner_team as team, s.lag_weeks,
       s.count_weeks, cast(s.correlation as double precision) as correlation,
       cast(s.correlation_low as double precision) as low,
       cast(s.correlation_high as double precision) as high,
       s.correlation_low > 0 or s.correlation_high < 0 as is_apart
from strongest as s
inner join marts.dim_metric as o on o.metric_id = s.outcome_metric_id
inner join marts.dim_metric as l on l.metric_id = s.metric_id
where s.place <= 3
order by o.place, s.place

-- name: leading_impact
select *
from marts.mart_leading_impact
order by outcome_metric_id, metric_id, lag_weeks
