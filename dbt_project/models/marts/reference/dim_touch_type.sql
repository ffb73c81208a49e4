select
    code as touch_type,
    label,
    rank as touch_type_rank,
    kind,
    is_marketing,
    is_credited,
    is_visit,
    lookback_days,
    channel
from {{ ref("glossary_touch_types") }}
