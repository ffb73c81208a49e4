{#- No model reads yet: activity_date, call_duration_s, created_at, status, subject, task_subtype,
    task_type, what_id. They tell how an activity went, for the follow-up of leads. -#}
select
    id as task_id,
    {{ blank_to_null("subject") }} as subject,
    {{ blank_to_null("status") }} as status,
    {{ blank_to_null("type") }} as task_type,
    {{ blank_to_null("tasksubtype") }} as task_subtype,
    calldurationinseconds as call_duration_s,
    {{ blank_to_null("whoid") }} as who_id,
    {{ blank_to_null("whatid") }} as what_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    activitydate as activity_date,
    completeddatetime as completed_at,
    coalesce(isclosed, false) as is_closed,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "task") }}
