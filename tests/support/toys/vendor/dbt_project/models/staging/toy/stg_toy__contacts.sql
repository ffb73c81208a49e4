select
    id as contact_id,
    {{ blank_to_null("mail") }} as email,
    {{ blank_to_null("first_name") }} as first_name,
    {{ blank_to_null("last_name") }} as last_name,
    {{ blank_to_null("status") }} as lead_status,
    {{ blank_to_null("heard_of_us") }} as lead_source,
    {{ blank_to_null("owner") }} as owner_id,
    created_at,
    {{ audit_columns() }}
from {{ source("raw_toy", "contacts") }}
