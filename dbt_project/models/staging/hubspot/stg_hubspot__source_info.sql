select account_id, currency, time_zone, checked_at from {{ source("raw_hubspot", "_source") }}
