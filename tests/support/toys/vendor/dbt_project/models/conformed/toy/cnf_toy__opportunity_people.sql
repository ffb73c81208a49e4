select
    'deals' as source_object,
    deal_id as source_id,
    'contacts' as person_object,
    contact_id as person_id,
    1 as link_rank,
    false as became_opportunity,
    created_at as linked_at
from {{ ref("stg_toy__deals") }}
where not is_deleted and contact_id is not null
