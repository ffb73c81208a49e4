select 'hubspot' as source_system, account_id, currency, time_zone, ui_url, checked_at
from {{ ref("stg_hubspot__source_info") }}
union all
select 'salesforce' as source_system, account_id, currency, time_zone, ui_url, checked_at
from {{ ref("stg_salesforce__source_info") }}
