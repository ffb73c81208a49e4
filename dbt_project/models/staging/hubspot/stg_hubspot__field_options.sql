select
    object,
    field,
    value,
    label,
    coalesce(is_active, false) as is_active,
    position,
    _deleted_at is not null as is_deleted
from {{ source("raw_hubspot", "_field_options") }}
