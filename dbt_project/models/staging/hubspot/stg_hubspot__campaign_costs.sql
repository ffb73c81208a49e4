{#- No model reads yet: modified_at, name. -#}
select
    campaign_id,
    item_kind,
    id as item_id,
    {{ blank_to_null("name") }} as name,
    amount,
    upper({{ blank_to_null("currencycode") }}) as currency_code,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "campaign_costs") }}
