{#- No model reads yet: display_order, is_archived, is_closed, probability_ratio, stage_id, stage_label.
    They tell whom sales works, and since when. -#}
select
    object_type,
    pipeline_id,
    stage_id,
    {{ blank_to_null("pipeline_label") }} as pipeline_label,
    {{ blank_to_null("stage_label") }} as stage_label,
    display_order,
    is_closed,
    probability as probability_ratio,
    coalesce(archived, false) as is_archived,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "lead_pipelines") }}
