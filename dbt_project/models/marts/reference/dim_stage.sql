select
    code as stage_code,
    rank as stage_rank,
    label as stage_label,
    is_exit,
    is_handover,
    owner_team,
    definition
from {{ ref("glossary_stages") }}
