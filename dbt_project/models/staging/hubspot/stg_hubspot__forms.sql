{#- No model reads yet: form_type, modified_at. They tell what marketing did, and
    what it cost. -#}
select
    id as form_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("formtype") }} as form_type,
    {{ blank_to_null("fields") }} as named_properties,
    coalesce(archived, false) as is_archived,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "forms") }}
