{#- No model reads yet: group_id, group_member_id, user_or_group_id. They tell who belongs to which
    team, in which calendar. -#}
select
    id as group_member_id,
    {{ blank_to_null("groupid") }} as group_id,
    {{ blank_to_null("userorgroupid") }} as user_or_group_id,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "group_member") }}
