select
    from_type,
    from_id,
    to_type,
    to_id,
    category,
    type_id,
    {{ blank_to_null("label") }} as label,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "_associations") }}
