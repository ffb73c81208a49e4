{#- No model reads yet: name, team_id. They tell who belongs to which team, in which calendar. -#}
select id as team_id, {{ blank_to_null("name") }} as name, {{ audit_columns() }}
from {{ source("raw_hubspot", "teams") }}
