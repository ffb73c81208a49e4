{#- No model reads yet: joined_at, list_id, record_id. They tell what marketing did, and what it
    cost. -#}
select
    listid as list_id,
    recordid as record_id,
    membershiptimestamp as joined_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "list_memberships") }}
