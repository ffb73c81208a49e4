select
    'owners' as source_object,
    owner_id as source_id,
    email,
    {{ blank_to_null("coalesce(first_name, '') || ' ' || coalesce(last_name, '')") }} as name,
    2 as name_rank,
    not is_archived and not is_deleted as is_active
from {{ ref("stg_hubspot__owners") }}
