select
    id as history_id,
    {{ blank_to_null("leadid") }} as lead_id,
    {{ blank_to_null("field") }} as field_name,
    {{ blank_to_null("datatype") }} as data_type,
    {{ blank_to_null("oldvalue") }} as old_value,
    {{ blank_to_null("newvalue") }} as new_value,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    createddate as created_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_salesforce", "lead_history") }}
