select
    id as email_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_email_direction") }} as direction,
    {{ blank_to_null("hs_email_status") }} as status,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "emails") }}
