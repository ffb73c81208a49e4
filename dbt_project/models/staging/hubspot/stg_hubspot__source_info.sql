select account_id, currency, time_zone, ui_url from {{ source("raw_hubspot", "_source") }}
