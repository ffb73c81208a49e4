select
    source_system,
    source_object,
    source_id,
    opportunity_key,
    match_method,
    cast(1 as decimal(5, 4)) as match_score
from {{ ref("int_opportunity_sources__resolved") }}
