select
    date as spent_date,
    channel as source_value,
    campaign,
    spend,
    upper({{ blank_to_null("currency") }}) as currency_code,
    impressions,
    clicks,
    {{ audit_columns() }}
from {{ source("raw_files", "ad_spend") }}
