-- No model reads yet: created_at.
select
    id as owner_id,
    {{ blank_to_null("mail") }} as email,
    {{ blank_to_null("name") }} as name,
    created_at,
    {{ audit_columns() }}
from {{ source("raw_toy", "owners") }}
