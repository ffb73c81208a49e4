{#- No model reads yet: email_type, is_archived, modified_at, replies, state. They tell what marketing
    did. -#}
select
    id as marketing_email_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("subject") }} as subject,
    {{ blank_to_null("state") }} as state,
    {{ blank_to_null("type") }} as email_type,
    {{ blank_to_null("campaign") }} as campaign_id,
    {{ blank_to_null("allemailcampaignids") }} as email_campaign_ids,
    sent as sends,
    delivered as deliveries,
    open as opens,
    click as clicks,
    reply as replies,
    bounce as bounces,
    unsubscribed as unsubscribes,
    spamreport as spam_reports,
    publishdate as publish_at,
    coalesce(archived, false) as is_archived,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "marketing_emails") }}
