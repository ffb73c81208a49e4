select
    id as relation_id,
    {{ blank_to_null("taskid") }} as task_id,
    {{ blank_to_null("relationid") }} as related_id,
    {{ blank_to_null("accountid") }} as account_id,
    coalesce(iswhat, false) as is_what,
    createddate as created_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_salesforce", "task_relation") }}
