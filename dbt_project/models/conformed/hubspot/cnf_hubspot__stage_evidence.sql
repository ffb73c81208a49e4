select
    source_object,
    record_id as source_id,
    evidence_source,
    entered_at,
    entered_day,
    {{ nothing("timestamp") }} as likely_at,
    {{ nothing("timestamp") }} as not_placed_before
from {{ ref("stg_hubspot__stage_fields") }}
