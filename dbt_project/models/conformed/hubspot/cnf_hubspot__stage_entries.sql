{#- The history of a deal's stage; where that is not read, the dates that the portal keeps for each stage.
    Their names spell the stage's id in small letters and know no hyphen. -#}
select
    'deals' as source_object,
    versions.record_id as source_id,
    -- of versions of one instant the one that the deal has now is the last
    case when versions.value = deals.stage_id then '1' else '0' end || versions.value as entry_id,
    versions.value as stage_value,
    {{ nothing("number") }} as own_rank,
    versions.changed_at as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'property_history' as evidence_source,
    1 as evidence_rank
from {{ ref("stg_hubspot__history") }} as versions
left join {{ ref("stg_hubspot__deals") }} as deals on deals.deal_id = versions.record_id
where
    versions.object_type = 'deals'
    and versions.property = 'dealstage'
    and versions.value is not null
    -- what belongs to a deleted deal is deleted with it
    and (not versions.is_deleted or coalesce(deals.is_deleted, false))
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
