select
    id as call_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_call_direction") }} as direction,
    {{ blank_to_null("hs_call_disposition") }} as disposition,
    {{ blank_to_null("hs_call_status") }} as status,
    hs_call_duration as duration_ms,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "calls") }}
