select
    id as owner_id,
    {{ blank_to_null("email") }} as email,
    {{ blank_to_null("firstname") }} as first_name,
    {{ blank_to_null("lastname") }} as last_name,
    userid as user_id,
    {{ blank_to_null("type") }} as owner_type,
    createdat as created_at,
    updatedat as modified_at,
    coalesce(archived, false) as is_archived,
    teams as teams_json,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "owners") }}
