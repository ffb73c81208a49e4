{#- No model reads yet: action, delegate_user. They tell the kind of change in a word, and who logged in as whom. -#}
select
    id as setup_change_id,
    {{ blank_to_null("action") }} as action,
    {{ blank_to_null("section") }} as section,
    {{ blank_to_null("display") }} as told,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    {{ blank_to_null("delegateuser") }} as delegate_user,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "setup_audit_trail") }}
