{#- No model reads yet: parent_role_id. They tell who belongs to which team, in which calendar. -#}
select
    id as role_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("developername") }} as developer_name,
    {{ blank_to_null("parentroleid") }} as parent_role_id,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "user_role") }}
