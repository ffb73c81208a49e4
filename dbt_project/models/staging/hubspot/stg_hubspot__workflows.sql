{#- No model reads yet: created_at, flow_type, modified_at, object_type_id, workflow_id. They tell
    what runs by itself, and since when. -#}
select
    id as workflow_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("objecttypeid") }} as object_type_id,
    {{ blank_to_null("flowtype") }} as flow_type,
    {{ blank_to_null("properties") }} as named_properties,
    coalesce(isenabled, false) as is_enabled,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "flows") }}
