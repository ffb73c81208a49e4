{{ config(materialized="view") }}
select
    kind,
    source_system,
    source_object,
    source_id,
    other_source_system,
    other_source_object,
    other_source_id,
    cast(score as decimal(5, 4)) as score,
    names,
    why
from {{ source("ops", "match_score") }}
