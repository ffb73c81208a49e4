{#- No model reads yet: modified_at. They tell how an activity went, for the follow-up of leads.
    -#}
select
    id as call_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_call_direction") }} as direction,
    {{ blank_to_null("hs_call_disposition") }} as disposition_id,
    {{ blank_to_null("hs_call_status") }} as status,
    {{ blank_to_null("hs_activity_type") }} as activity_type,
    hs_call_duration as duration_ms,
    {{ blank_to_null("hs_engagement_source") }} as engagement_source,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "calls") }}
