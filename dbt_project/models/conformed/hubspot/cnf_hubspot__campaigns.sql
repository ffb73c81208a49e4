select
    'campaigns' as source_object,
    campaign_id as source_id,
    name,
    {{ nothing("text") }} as campaign_type,
    status,
    start_date,
    end_date,
    created_at,
    {{ nothing("text") }} as parent_id,
    utm_campaign
from {{ ref("stg_hubspot__campaigns") }}
where not is_deleted
