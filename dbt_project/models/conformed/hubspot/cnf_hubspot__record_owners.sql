select 'contacts' as source_object, contact_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__contacts") }}
where owner_id is not null and not is_deleted
union all
select 'companies' as source_object, company_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__companies") }}
where owner_id is not null and not is_deleted
union all
select 'deals' as source_object, deal_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__deals") }}
where owner_id is not null and not is_deleted
union all
select 'calls' as source_object, call_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__calls") }}
where owner_id is not null and not is_deleted
union all
select 'meetings' as source_object, meeting_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__meetings") }}
where owner_id is not null and not is_deleted
union all
select 'emails' as source_object, email_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__emails") }}
where owner_id is not null and not is_deleted
union all
select 'tasks' as source_object, task_id as source_id, 'owners' as owner_object, owner_id
from {{ ref("stg_hubspot__tasks") }}
where owner_id is not null and not is_deleted
