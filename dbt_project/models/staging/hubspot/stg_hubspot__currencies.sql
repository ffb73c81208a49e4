select
    id as rate_id,
    {{ blank_to_null("fromcurrencycode") }} as from_currency_code,
    {{ blank_to_null("tocurrencycode") }} as to_currency_code,
    conversionrate as conversion_rate,
    effectiveat as effective_at,
    coalesce(visibleinui, false) as is_visible,
    createdat as created_at,
    updatedat as modified_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "currencies") }}
