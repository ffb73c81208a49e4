select object, record_id, field, declared_type, value, _deleted_at is not null as is_deleted
from {{ source("raw_hubspot", "_misfits") }}
