select
    object_type,
    record_id,
    property,
    {{ blank_to_null("value") }} as value,
    changed_at,
    {{ blank_to_null("source_type") }} as source_type,
    {{ blank_to_null("source_id") }} as source_id,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "_history") }}
