{#- No model reads yet: created_by_user_id, modified_at. They tell how an activity went, for the
    follow-up of leads. -#}
select
    id as meeting_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_meeting_outcome") }} as outcome,
    {{ blank_to_null("hs_activity_type") }} as activity_type,
    hs_meeting_start_time as starts_at,
    hs_meeting_end_time as ends_at,
    {{ blank_to_null("hs_engagement_source") }} as engagement_source,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_created_by_user_id as created_by_user_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "meetings") }}
