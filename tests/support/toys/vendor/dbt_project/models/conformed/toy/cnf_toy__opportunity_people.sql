select
    'deals' as source_object,
    deal_id as source_id,
    'people' as person_object,
    person_id,
    5 as link_rank,
    created_at as linked_at
from {{ ref("stg_toy__deals") }}
where not is_deleted and person_id is not null
