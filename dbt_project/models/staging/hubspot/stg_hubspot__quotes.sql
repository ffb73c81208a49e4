{#- The state that the customer sees is hs_quote_status; portals without it have that of the approval, which
    publishes a quote as it grants it.
    No model reads yet: modified_at. -#}
select
    id as quote_id,
    {{ blank_to_null("hs_title") }} as name,
    {{ blank_to_null("hs_quote_number") }} as quote_number,
    coalesce({{ blank_to_null("hs_quote_status") }}, {{ blank_to_null("hs_status") }}) as status,
    {{ blank_to_null("hs_currency") }} as currency_code,
    hs_quote_amount as total_amount,
    hs_expiration_date as expires_at,
    coalesce(hs_accepted_date, hs_esign_date) as accepted_at,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "quotes") }}
