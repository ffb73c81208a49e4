{#- No model reads yet: is_primary, owner_id, team_id, team_name. They tell who belongs to which team,
    in which calendar. -#}
select
    owner_id,
    team_id,
    {{ blank_to_null("team_name") }} as team_name,
    coalesce(is_primary, false) as is_primary,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "owner_teams") }}
