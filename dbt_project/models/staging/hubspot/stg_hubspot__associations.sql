{#- No model reads yet: category. They tell one person or company from another. -#}
select
    from_type,
    from_id,
    to_type,
    to_id,
    category,
    type_id,
    {{ blank_to_null("label") }} as label,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "_associations") }}
