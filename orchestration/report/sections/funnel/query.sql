-- name: stages
-- every stage that marketing's cycles pass: its records, and how many of the stage before went on
with steps as (
    select c.*
    from marts.mart_funnel_conversion as c
    where c.cycle_type = 'marketing_generated' and c.breakdown = 'all' and c.is_next_step
),

passed as (
    select stage_from as stage_code, count_from as recorded, count_from_imputed as imputed,
           null as count_to, null as count_from, null as rate, null as rate_low,
           null as rate_high, null as is_rate_judged, null as left_out, null as could_not_see,
           true as is_first
    from steps
    where stage_from not in (select stage_to from steps)
    union all
    select s.stage_to as stage_code, s.count_to + s.count_to_excluded as recorded,
           coalesce(n.count_from_imputed, 0) as imputed, s.count_to, s.count_from, s.rate,
           s.rate_low, s.rate_high, s.is_rate_judged, s.count_to_excluded as left_out,
           s.could_not_see, false as is_first
    from steps as s
    left join steps as n on n.stage_from = s.stage_to
)

select p.stage_code, d.stage_label, d.owner_team,
       cast(p.recorded as bigint) as recorded, cast(p.imputed as bigint) as imputed,
       cast(coalesce(p.recorded, 0) + coalesce(p.imputed, 0) as bigint) as reached,
       cast(p.count_to as bigint) as count_to, cast(p.count_from as bigint) as count_from,
       cast(p.rate as double precision) as rate,
       cast(case when p.is_rate_judged then p.rate_low end as double precision) as rate_low,
       cast(case when p.is_rate_judged then p.rate_high end as double precision) as rate_high,
       coalesce(p.is_rate_judged, false) as is_rate_judged,
       cast(p.left_out as bigint) as left_out, p.could_not_see, p.is_first
from passed as p
left join marts.dim_stage as d on d.stage_code = p.stage_code
order by d.stage_rank, p.is_first desc, p.stage_code

-- name: teams
-- who owns the stages shown, in the order of the process; more than four take turns with the colours
with owned as (
    select d.owner_team, min(d.stage_rank) as first_rank
    from marts.dim_stage as d
    where d.owner_team is not null and d.stage_code in (
        select stage_from from marts.mart_funnel_conversion
        where cycle_type = 'marketing_generated' and breakdown = 'all' and is_next_step
        union all
        select stage_to from marts.mart_funnel_conversion
        where cycle_type = 'marketing_generated' and breakdown = 'all' and is_next_step
    )
    group by d.owner_team
)

select owner_team,
       cast((row_number() over (order by first_rank, owner_team collate "C") - 1) % 4 + 1 as bigint)
           as colour
from owned
order by first_rank, owner_team collate "C"

-- name: whole
select cast(coalesce(max(case when cycle_type = 'all' then count_cycles end), 0) as bigint)
           as cycles,
       cast(max(case when cycle_type = 'all' then median_days_mql_to_won end) as double precision)
           as median_days
from marts.mart_cycle_origin

-- name: agreement
select count(*) as definitions, count(case when not is_signed then 1 end) as unsigned
from marts.dim_definition

-- name: cycles
-- every lead cycle, with a record of the person, else of the opportunity
with records as (
    select b.*,
           row_number() over (
               partition by person_key
               order by source_system, source_object, length(source_id), source_id collate "C"
           ) as place
    from marts.bridge_person_source as b
)

select coalesce(r.source_system, o.source_system) as source_system,
       coalesce(r.source_object, o.source_object) as source_object,
       coalesce(r.source_id, o.source_id) as source_id, p.*
from marts.mart_pipeline as p
left join records as r on r.person_key = p.person_key and r.place = 1
left join marts.fct_opportunity as o on o.opportunity_key = p.opportunity_key
order by p.cycle_key
