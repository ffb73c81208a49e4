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
    definition,
    place
from {{ ref("metrics") }}
