select
    id as role_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("contactid") }} as contact_id,
    {{ blank_to_null("role") }} as role,
    coalesce(isprimary, false) as is_primary,
    createddate as created_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_salesforce", "opportunity_contact_role") }}
