select
    id as campaign_id,
    {{ blank_to_null("hs_name") }} as name,
    hs_start_date as start_date,
    hs_end_date as end_date,
    {{ blank_to_null("hs_campaign_status") }} as status,
    createdat as created_at,
    updatedat as modified_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "campaigns") }}
