select account_id, currency, time_zone, ui_url, checked_at
from {{ source("raw_salesforce", "_source") }}
