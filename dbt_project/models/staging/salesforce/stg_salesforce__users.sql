{#- No model reads yet: created_at, modified_at, profile_id, role_id, time_zone. They tell who
    belongs to which team, in which calendar. -#}
select
    id as user_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("email") }} as email,
    coalesce(isactive, false) as is_active,
    {{ blank_to_null("userroleid") }} as role_id,
    {{ blank_to_null("profileid") }} as profile_id,
    {{ blank_to_null("timezonesidkey") }} as time_zone,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "user") }}
