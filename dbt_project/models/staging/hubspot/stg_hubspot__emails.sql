{#- No model reads yet: created_at, modified_at, status. They tell how an activity went, for the
    follow-up of leads. -#}
select
    id as email_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_email_direction") }} as direction,
    {{ blank_to_null("hs_email_status") }} as status,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "emails") }}
