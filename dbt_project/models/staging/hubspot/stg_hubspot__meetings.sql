{#- No model reads yet: created_at, modified_at. They tell how an activity went, for the follow-up
    of leads. -#}
select
    id as meeting_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_meeting_outcome") }} as outcome,
    hs_meeting_start_time as starts_at,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "meetings") }}
