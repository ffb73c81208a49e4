select
    id as case_id,
    {{ blank_to_null("subject") }} as subject,
    status,
    contactid as contact_id,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "case") }}
