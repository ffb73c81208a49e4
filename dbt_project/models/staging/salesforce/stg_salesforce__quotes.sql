select
    id as quote_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("quotenumber") }} as quote_number,
    {{ blank_to_null("status") }} as status,
    {{ blank_to_null("currencyisocode") }} as currency_code,
    subtotal as list_amount,
    discount as discount_percent,
    totalprice as net_amount,
    grandtotal as total_amount,
    issyncing as is_synced,
    expirationdate as expires_date,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "quote") }}
