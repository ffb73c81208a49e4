select
    'user' as source_object,
    user_id as source_id,
    email,
    name,
    1 as name_rank,
    is_active and not is_deleted as is_active
from {{ ref("stg_salesforce__users") }}
