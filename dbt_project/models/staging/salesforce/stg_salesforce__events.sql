{#- No model reads yet: activity_date, created_at, ends_at, event_type, subject, what_id. They tell
    how an activity went, for the follow-up of leads. -#}
select
    id as event_id,
    {{ blank_to_null("subject") }} as subject,
    {{ blank_to_null("type") }} as event_type,
    {{ blank_to_null("whoid") }} as who_id,
    {{ blank_to_null("whatid") }} as what_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    startdatetime as starts_at,
    enddatetime as ends_at,
    activitydate as activity_date,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "event") }}
