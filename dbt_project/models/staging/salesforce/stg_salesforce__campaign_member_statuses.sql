select
    id as status_id,
    {{ blank_to_null("campaignid") }} as campaign_id,
    {{ blank_to_null("label") }} as status,
    coalesce(isdefault, false) as is_default,
    coalesce(hasresponded, false) as is_response,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "campaign_member_status") }}
