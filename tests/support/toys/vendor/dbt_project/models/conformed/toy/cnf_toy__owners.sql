select
    'owners' as source_object,
    owner_id as source_id,
    email,
    name,
    9 as name_rank,
    not is_deleted as is_active
from {{ ref("stg_toy__owners") }}
