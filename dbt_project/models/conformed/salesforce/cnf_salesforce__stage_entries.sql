select
    'opportunity' as source_object,
    opportunity_id as source_id,
    history_id as entry_id,
    stage_name as stage_value,
    probability_percent as own_rank,
    created_at as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'opportunity_history' as evidence_source,
    1 as evidence_rank
from {{ ref("stg_salesforce__opportunity_history") }}
where not is_deleted
