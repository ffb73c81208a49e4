select
    'reps' as source_object,
    rep_id as source_id,
    email,
    name,
    9 as name_rank,
    not is_deleted as is_active
from {{ ref("stg_toy__reps") }}
