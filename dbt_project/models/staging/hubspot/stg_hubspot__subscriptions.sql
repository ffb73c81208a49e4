{#- No model reads yet: modified_at. -#}
select
    id as subscription_id,
    {{ blank_to_null("hs_name") }} as name,
    {{ blank_to_null("hs_status") }} as status,
    hs_recurring_billing_start_date as start_date,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "subscriptions") }}
