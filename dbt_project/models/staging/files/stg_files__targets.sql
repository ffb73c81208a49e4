select
    metric,
    period,
    cast({{ blank_to_null("starts_on") }} as date) as starts_on,
    target,
    {{ blank_to_null("owner_team") }} as owner_team,
    {{ blank_to_null("channel") }} as channel,
    {{ blank_to_null("owner_email") }} as owner_email,
    {{ blank_to_null("team") }} as team,
    {{ audit_columns() }}
from {{ source("raw_files", "targets") }}
