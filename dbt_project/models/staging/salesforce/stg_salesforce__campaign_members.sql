select
    id as member_id,
    {{ blank_to_null("campaignid") }} as campaign_id,
    {{ blank_to_null("leadid") }} as lead_id,
    {{ blank_to_null("contactid") }} as contact_id,
    {{ blank_to_null("status") }} as status,
    coalesce(hasresponded, false) as has_responded,
    firstrespondeddate as first_responded_date,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "campaign_member") }}
