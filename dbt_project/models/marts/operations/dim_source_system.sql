select
    info.source_system,
    info.account_id,
    info.currency,
    info.time_zone,
    info.ui_url,
    checks.checked_at
from {{ ref("stg_meta__source_info") }} as info
inner join
    {{ ref("stg_meta__source_checks") }} as checks
    on checks.source_system = info.source_system
    and checks.account_id = info.account_id
