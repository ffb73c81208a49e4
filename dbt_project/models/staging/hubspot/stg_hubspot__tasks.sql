{#- No model reads yet: modified_at, task_type. They tell how an activity went, for the follow-up
    of leads. -#}
select
    id as task_id,
    hs_timestamp as due_at,
    hs_task_completion_date as completed_at,
    {{ blank_to_null("hs_task_status") }} as status,
    {{ blank_to_null("hs_task_type") }} as task_type,
    {{ blank_to_null("hs_engagement_source") }} as engagement_source,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "tasks") }}
