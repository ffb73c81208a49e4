{#- No model reads yet: created_at, developer_name, is_active. They tell which process a record follows. -#}
select
    id as record_type_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("developername") }} as developer_name,
    {{ blank_to_null("sobjecttype") }} as record_type_object,
    coalesce(isactive, false) as is_active,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "record_type") }}
