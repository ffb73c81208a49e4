select account_id, checked_at from {{ source("raw_salesforce", "_source") }}
