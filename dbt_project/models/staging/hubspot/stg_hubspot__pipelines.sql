{#- No model reads yet: is_archived. It tells what an opportunity was on a date. -#}
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
from {{ source("raw_hubspot", "pipelines") }}
