{#- No model reads yet: created_at, is_visible, modified_at. They tell what marketing did, and what
    it cost. -#}
select
    id as rate_id,
    {{ blank_to_null("fromcurrencycode") }} as from_currency_code,
    {{ blank_to_null("tocurrencycode") }} as to_currency_code,
    conversionrate as conversion_rate,
    effectiveat as effective_at,
    coalesce(visibleinui, false) as is_visible,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "currencies") }}
