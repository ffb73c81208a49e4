select
    {{ source_key("source_system", "source_object", "source_id") }} as campaign_key,
    source_system,
    source_object,
    source_id,
    name,
    campaign_type,
    status,
    start_date,
    end_date,
    created_at
from {{ ref("cnf_campaigns") }}
