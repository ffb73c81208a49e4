{#- No model reads yet: created_at, disposition, duration_ms, modified_at, status. They tell how an
    activity went, for the follow-up of leads. -#}
select
    id as call_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_call_direction") }} as direction,
    {{ blank_to_null("hs_call_disposition") }} as disposition,
    {{ blank_to_null("hs_call_status") }} as status,
    hs_call_duration as duration_ms,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "calls") }}
