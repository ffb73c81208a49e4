{#- No model reads yet: created_at, modified_at, teams_json. They tell who belongs to
    which team, in which calendar. -#}
select
    id as owner_id,
    {{ blank_to_null("email") }} as email,
    {{ blank_to_null("firstname") }} as first_name,
    {{ blank_to_null("lastname") }} as last_name,
    userid as user_id,
    {{ blank_to_null("type") }} as owner_type,
    createdat as created_at,
    updatedat as modified_at,
    coalesce(archived, false) as is_archived,
    teams as teams_json,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "owners") }}
