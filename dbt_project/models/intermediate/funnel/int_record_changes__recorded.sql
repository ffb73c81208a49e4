{#- One row per record, field and value it took, as the vendors' own histories tell it, and how long it was
    so. -#}
select
    source_system,
    source_object,
    source_id,
    field,
    value,
    changed_at,
    lead(changed_at) over (
        partition by source_system, source_object, source_id, field order by changed_at, value
    ) as left_at
from {{ ref("cnf_record_changes") }}
