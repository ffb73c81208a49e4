{#- Every value that the portal keeps the history of, and what wrote it. -#}
select
    object_type as source_object,
    record_id as source_id,
    property as field,
    value,
    changed_at as written_at,
    source_type as writer
from {{ ref("stg_hubspot__history") }}
where not is_deleted
