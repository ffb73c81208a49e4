select
    id as member_id,
    {{ blank_to_null("campaignid") }} as campaign_id,
    {{ blank_to_null("leadid") }} as lead_id,
    {{ blank_to_null("contactid") }} as contact_id,
    {{ blank_to_null("status") }} as status,
    coalesce(hasresponded, false) as has_responded,
    firstrespondeddate as first_responded_date,
    createddate as created_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_salesforce", "campaign_member") }}
