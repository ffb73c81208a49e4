{#- No model reads yet: click_count, from_email, modified_at, open_count, reply_count, to_emails.
    They tell how an activity went, for the follow-up of leads. -#}
select
    id as email_id,
    hs_timestamp as occurred_at,
    {{ blank_to_null("hs_email_direction") }} as direction,
    {{ blank_to_null("hs_email_status") }} as status,
    {{ blank_to_null("hs_email_from_email") }} as from_email,
    {{ blank_to_null("hs_email_to_email") }} as to_emails,
    hs_email_open_count as open_count,
    hs_email_click_count as click_count,
    hs_email_reply_count as reply_count,
    {{ blank_to_null("hs_sequence_id") }} as sequence_id,
    {{ blank_to_null("hs_engagement_source") }} as engagement_source,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "emails") }}
