-- name: volume
select cast(date_trunc('month', entered_date) as date) as month, count(*) as cycles
from {marts}.fct_funnel_stage_event
where stage_code = :stage and not is_imputed and entered_date is not null
group by 1
order by 1

-- name: conversion
select stages.stage_code, stages.stage_rank,
       count(marked.cycle_key) as cycles, count(reached.cycle_key) as reached
from (select distinct stage_code, stage_rank from {marts}.dim_stage where not is_exit) as stages
inner join {marts}.fct_funnel_stage_event as marked
    on marked.stage_code = :stage and not marked.is_imputed and marked.stage_rank < stages.stage_rank
left join {marts}.fct_funnel_stage_event as reached
    on reached.cycle_key = marked.cycle_key and reached.stage_code = stages.stage_code
group by 1, 2
order by 2

-- name: won
with marked as (
    select cycle_key, entered_date
    from {marts}.fct_funnel_stage_event
    where stage_code = :stage and not is_imputed
),

wins as (
    select cycle_key, entered_date
    from {marts}.fct_funnel_stage_event
    where stage_rank = (select max(stage_rank) from {marts}.dim_stage where not is_exit)
),

judged as (
    select
        cycles.is_won,
        -- who is marked once the deal was won was not found by it
        marked.cycle_key is not null
        and not (cycles.is_won and coalesce(marked.entered_date > wins.entered_date, false))
        as is_marked,
        not cycles.is_open or marked.entered_date <= :mature_until as is_decided
    from {marts}.mart_pipeline as cycles
    left join marked on marked.cycle_key = cycles.cycle_key
    left join wins on wins.cycle_key = cycles.cycle_key
)

select
    count(case when is_marked and is_decided then 1 end) as decided,
    count(case when is_marked and is_won then 1 end) as won,
    count(case when is_won then 1 end) as all_won
from judged

-- name: persons
select distinct person_key
from {marts}.fct_funnel_stage_event
where stage_code = :stage and not is_imputed and person_key is not null

-- name: records
select person_key, source_system, source_object, source_id
from {marts}.bridge_person_source
order by person_key, source_system, source_object, source_id

-- name: proofs
select evidence_source, evidence_system, count(*) as pieces
from (
    select evidence_system, evidence_source from {intermediate}.int_stage_evidence__stated
    union all
    select evidence_system, evidence_source from {intermediate}.int_sales_activities__unioned
    union all
    select evidence_system, evidence_source from {intermediate}.int_opportunity_evidence__collected
) as proofs
group by 1, 2
