{#- No model reads yet: modified_at. It tells what marketing did. -#}
select
    id as campaign_id,
    {{ blank_to_null("hs_name") }} as name,
    hs_start_date as start_date,
    hs_end_date as end_date,
    {{ blank_to_null("hs_campaign_status") }} as status,
    {{ blank_to_null("hs_utm") }} as utm_campaign,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "campaigns") }}
