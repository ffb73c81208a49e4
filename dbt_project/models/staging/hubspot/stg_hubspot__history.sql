{#- They tell what an opportunity was on a date. -#}
select
    object_type,
    record_id,
    property,
    {{ blank_to_null("value") }} as value,
    changed_at,
    {{ blank_to_null("source_type") }} as source_type,
    {{ blank_to_null("source_id") }} as source_id,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "_history") }}
