{#- No model reads yet: channel_type, logged_from, modified_at. They tell how an activity went, for
    the follow-up of leads. -#}
select
    id as communication_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_communication_channel_type") }} as channel_type,
    {{ blank_to_null("hs_communication_logged_from") }} as logged_from,
    {{ blank_to_null("hs_engagement_source") }} as engagement_source,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "communications") }}
