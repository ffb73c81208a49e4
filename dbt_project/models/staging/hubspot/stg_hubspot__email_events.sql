{#- No model reads yet: bounce_category, drop_reason. They tell why a mailing did not come. Who asked for no more is told in two ways, of the portal and of each kind of mailing. -#}
select
    id as event_id,
    created as happened_at,
    {{ blank_to_null("type") }} as event_type,
    {{ lower_case(trimmed("recipient")) }} as recipient,
    {{ blank_to_null("emailcampaignid") }} as email_campaign_id,
    {{ blank_to_null("sentby") }} as sending_id,
    filteredevent as is_filtered,
    {{ blank_to_null("useragent") }} as user_agent,
    {{ blank_to_null("browser") }} as browser_type,
    {{ blank_to_null("url") }} as link_url,
    {{ blank_to_null("category") }} as bounce_category,
    {{ blank_to_null("dropreason") }} as drop_reason,
    coalesce(
        portalsubscriptionstatus = 'UNSUBSCRIBED' or subscriptions like '%"UNSUBSCRIBED"%', false
    ) as is_unsubscribed,
    coalesce(bounced, false) as is_by_bounce,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "email_events") }}
