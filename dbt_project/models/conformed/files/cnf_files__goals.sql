select
    metric as metric_id,
    period as period_type,
    starts_on,
    target,
    owner_team,
    channel,
    owner_email,
    team
from {{ ref("stg_files__targets") }}
where not is_deleted
