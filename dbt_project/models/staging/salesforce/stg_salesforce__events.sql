{#- No model reads yet: created_by_id, event_subtype, event_type, is_all_day, modified_at, subject.
    They tell how an activity went, for the follow-up of leads. -#}
select
    id as event_id,
    {{ blank_to_null("subject") }} as subject,
    {{ blank_to_null("type") }} as event_type,
    {{ blank_to_null("eventsubtype") }} as event_subtype,
    {{ blank_to_null("whoid") }} as who_id,
    {{ blank_to_null("whatid") }} as what_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    startdatetime as starts_at,
    enddatetime as ends_at,
    activitydate as activity_date,
    coalesce(isalldayevent, false) as is_all_day,
    -- a colleague's copy of an event that stands beside it
    coalesce(ischild, false) as is_invitation,
    -- the plan of a series, whose events stand beside it
    coalesce(isrecurrence, false) as is_series,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "event") }}
