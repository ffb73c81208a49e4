{#- No model reads yet: division, job_title, modified_at, profile_id. They tell who
    belongs to which team, in which calendar. -#}
select
    id as user_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("email") }} as email,
    isactive as is_active,
    {{ blank_to_null("usertype") }} as user_type,
    {{ blank_to_null("title") }} as job_title,
    {{ blank_to_null("department") }} as department,
    {{ blank_to_null("division") }} as division,
    {{ blank_to_null("managerid") }} as manager_id,
    {{ blank_to_null("userroleid") }} as role_id,
    {{ blank_to_null("profileid") }} as profile_id,
    {{ blank_to_null("timezonesidkey") }} as time_zone,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "user") }}
