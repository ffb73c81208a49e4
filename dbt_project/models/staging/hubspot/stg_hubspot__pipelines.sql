select
    object_type,
    pipeline_id,
    stage_id,
    {{ blank_to_null("pipeline_label") }} as pipeline_label,
    {{ blank_to_null("stage_label") }} as stage_label,
    display_order,
    coalesce(is_closed, false) as is_closed,
    probability as probability_ratio,
    coalesce(archived, false) as is_archived,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_hubspot", "pipelines") }}
