{#- No model reads yet: is_invitee, is_parent, relation_id. They tell how an activity went, for the
    follow-up of leads. -#}
select
    id as relation_id,
    {{ blank_to_null("eventid") }} as event_id,
    {{ blank_to_null("relationid") }} as related_id,
    {{ blank_to_null("accountid") }} as account_id,
    {{ blank_to_null("status") }} as response_status,
    coalesce(iswhat, false) as is_what,
    coalesce(isparent, false) as is_parent,
    coalesce(isinvitee, false) as is_invitee,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "event_relation") }}
