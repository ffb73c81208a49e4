select
    owner_id,
    team_id,
    {{ blank_to_null("team_name") }} as team_name,
    coalesce(is_primary, false) as is_primary,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "owner_teams") }}
