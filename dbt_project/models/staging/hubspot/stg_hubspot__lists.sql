{#- No model reads yet: created_at, list_id, modified_at, object_type_id, processing_type,
    records. They tell what marketing did, and what it cost. -#}
select
    listid as list_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("objecttypeid") }} as object_type_id,
    {{ blank_to_null("processingtype") }} as processing_type,
    {{ blank_to_null("filters") }} as named_properties,
    hs_list_size as records,
    createdat as created_at,
    updatedat as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "lists") }}
