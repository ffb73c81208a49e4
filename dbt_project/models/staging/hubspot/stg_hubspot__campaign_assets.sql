select
    campaign_id,
    upper({{ blank_to_null("asset_type") }}) as asset_type,
    id as asset_id,
    {{ blank_to_null("name") }} as name,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "campaign_assets") }}
