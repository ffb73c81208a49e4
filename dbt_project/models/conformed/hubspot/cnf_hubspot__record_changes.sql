select object_type as source_object, record_id as source_id, property as field, value, changed_at
from {{ ref("stg_hubspot__history") }}
where not is_deleted
