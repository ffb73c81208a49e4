select
    metric_id,
    version,
    label,
    unit,
    kind,
    better,
    indicator,
    owner_team,
    seen_stage,
    seen_kind,
    seen_activity,
    above,
    below,
    definition,
    place
from {{ ref("metrics") }}
