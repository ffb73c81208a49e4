select id as team_id, {{ blank_to_null("name") }} as name, {{ audit_columns() }}
from {{ source("raw_hubspot", "teams") }}
