{#- What HubSpot itself says that its campaigns brought. -#}
select
    'campaign_reports' as source_object,
    campaign_id as source_id,
    'campaigns' as campaign_object,
    campaign_id,
    count_sessions,
    count_new_contacts_first_touch,
    count_new_contacts_last_touch,
    count_influenced_contacts,
    is_revenue_shown,
    attribution_model as revenue_rule,
    count_credited_contacts,
    count_credited_deals,
    deal_amount,
    revenue_amount,
    currency_code
from {{ ref("stg_hubspot__campaign_reports") }}
where not is_deleted
