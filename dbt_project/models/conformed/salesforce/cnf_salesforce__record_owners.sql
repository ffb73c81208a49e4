select
    'account' as source_object,
    account_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__accounts") }}
where owner_id is not null and not is_deleted
union all
select
    'contact' as source_object,
    contact_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__contacts") }}
where owner_id is not null and not is_deleted
union all
select
    'lead' as source_object,
    lead_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__leads") }}
where owner_id is not null and not is_deleted
union all
select
    'opportunity' as source_object,
    opportunity_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__opportunities") }}
where owner_id is not null and not is_deleted
union all
select
    'campaign' as source_object,
    campaign_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__campaigns") }}
where owner_id is not null and not is_deleted
union all
select
    'task' as source_object,
    task_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__tasks") }}
where owner_id is not null and not is_deleted
union all
select
    'event' as source_object,
    event_id as source_id,
    {{ salesforce_owner_object("owner_id") }} as owner_object,
    owner_id
from {{ ref("stg_salesforce__events") }}
where owner_id is not null and not is_deleted
