{#- The history of a deal's stage; where that is not read, the dates that the portal keeps for each stage.
    Their names spell the stage's id in small letters and know no hyphen. -#}
select
    'deals' as source_object,
    record_id as source_id,
    value as entry_id,
    value as stage_value,
    {{ nothing("number") }} as own_rank,
    changed_at as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'property_history' as evidence_source,
    1 as evidence_rank
from {{ ref("stg_hubspot__history") }}
where object_type = 'deals' and property = 'dealstage' and value is not null and not is_deleted
union all
select
    'deals' as source_object,
    dates.deal_id as source_id,
    dates.stage_name as entry_id,
    coalesce(stages.stage_value, dates.stage_name) as stage_value,
    {{ nothing("number") }} as own_rank,
    dates.entered_at,
    dates.exited_at,
    'stage_dates' as evidence_source,
    2 as evidence_rank
from {{ ref("stg_hubspot__deal_stage_dates") }} as dates
left join
    {{ ref("cnf_hubspot__opportunity_stages") }} as stages
    on lower(replace(stages.stage_value, '-', '_')) = dates.stage_name
