{#- No model reads yet: created_at, related_id. They tell who belongs to which team, in which
    calendar. -#}
select
    id as group_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("developername") }} as developer_name,
    {{ blank_to_null("type") }} as group_type,
    {{ blank_to_null("relatedid") }} as related_id,
    {{ blank_to_null("email") }} as email,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "group") }}
