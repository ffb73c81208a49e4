select
    id as role_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("contactid") }} as contact_id,
    {{ blank_to_null("role") }} as role,
    coalesce(isprimary, false) as is_primary,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "opportunity_contact_role") }}
