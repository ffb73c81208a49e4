select
    account_id,
    currency as currency_code,
    currency as own_currency_code,
    time_zone,
    ui_url,
    9 as currency_rank
from {{ ref("stg_meta__source_info") }}
where source_system = 'toy'
