select
    campaign_id,
    sessions as count_sessions,
    newcontactsfirsttouch as count_new_contacts_first_touch,
    newcontactslasttouch as count_new_contacts_last_touch,
    influencedcontacts as count_influenced_contacts,
    coalesce(is_revenue_shown, false) as is_revenue_shown,
    {{ blank_to_null("attributionmodel") }} as attribution_model,
    contactsnumber as count_credited_contacts,
    dealsnumber as count_credited_deals,
    dealamount as deal_amount,
    revenueamount as revenue_amount,
    upper({{ blank_to_null("currencycode") }}) as currency_code,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "campaign_reports") }}
