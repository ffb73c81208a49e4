select
    'campaign' as source_object,
    campaign_id as source_id,
    name,
    campaign_type,
    status,
    start_date,
    end_date,
    created_at,
    parent_campaign_id as parent_id,
    {{ nothing("text") }} as utm_campaign
from {{ ref("stg_salesforce__campaigns") }}
where not is_deleted
