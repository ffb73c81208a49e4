select 'contacts' as source_object, contact_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_toy__contacts") }}
where owner_id is not null and not is_deleted
union all
select 'deals' as source_object, deal_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_toy__deals") }}
where owner_id is not null and not is_deleted
