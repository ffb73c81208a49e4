{#- No model reads yet: created_by_id, modified_at, status, subject. They tell how an activity
    went, for the follow-up of leads. -#}
select
    id as task_id,
    {{ blank_to_null("subject") }} as subject,
    {{ blank_to_null("status") }} as status,
    {{ blank_to_null("type") }} as task_type,
    {{ blank_to_null("tasksubtype") }} as task_subtype,
    {{ blank_to_null("calltype") }} as call_direction,
    {{ blank_to_null("calldisposition") }} as call_disposition,
    calldurationinseconds as call_duration_s,
    {{ blank_to_null("whoid") }} as who_id,
    {{ blank_to_null("whatid") }} as what_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    activitydate as activity_date,
    completeddatetime as completed_at,
    coalesce(isclosed, false) as is_closed,
    -- the plan of a series, whose tasks stand beside it
    coalesce(isrecurrence, false) as is_series,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "task") }}
