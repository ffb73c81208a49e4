{#- No model reads yet: relation_id. They tell how an activity went, for the follow-up of leads.
    -#}
select
    id as relation_id,
    {{ blank_to_null("taskid") }} as task_id,
    {{ blank_to_null("relationid") }} as related_id,
    {{ blank_to_null("accountid") }} as account_id,
    coalesce(iswhat, false) as is_what,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "task_relation") }}
