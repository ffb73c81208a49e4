select
    code as model,
    label,
    first_share,
    first_not_direct_share,
    last_share,
    last_not_direct_share,
    lead_created_share,
    opportunity_created_share,
    closed_share,
    rest_share,
    even_share,
    decay_share,
    channel_share,
    removal_share,
    half_life_days
from {{ ref("glossary_attribution_models") }}
