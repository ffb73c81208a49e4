-- name: stages
-- every stage that marketing's cycles pass, by its records
with steps as (
    select *
    from marts.mart_funnel_conversion
    where cycle_type = 'marketing_generated' and breakdown = 'all' and is_next_step
),

passed as (
    select stage_from as stage_code, count_from as recorded, null as rate,
           null as is_rate_judged, null as could_not_see, true as is_first
    from steps
    where stage_from not in (select stage_to from steps)
    union all
    select stage_to as stage_code, count_to + count_to_excluded as recorded, rate,
           is_rate_judged, could_not_see, false as is_first
    from steps
)

select p.stage_code, d.stage_label, cast(p.recorded as bigint) as recorded,
       cast(p.rate as double precision) as rate,
       coalesce(p.is_rate_judged, false) as is_rate_judged, p.could_not_see, p.is_first
from passed as p
left join marts.dim_stage as d on d.stage_code = p.stage_code
order by d.stage_rank, p.is_first desc, p.stage_code

-- name: whole
select cast(c.rate as double precision) as rate,
       cast(c.rate_low as double precision) as rate_low,
       cast(c.rate_high as double precision) as rate_high,
       coalesce(c.is_rate_judged, false) as is_rate_judged,
       cast(o.median_days_mql_to_won as double precision) as median_days
from marts.mart_funnel_conversion as c
left join marts.mart_cycle_origin as o on o.cycle_type = 'all'
where c.cycle_type = 'marketing_generated' and c.breakdown = 'all'
      and c.is_handover_to_won
