select
    'owners' as source_object,
    owner_id as source_id,
    email,
    {{ blank_to_null("coalesce(first_name, '') || ' ' || coalesce(last_name, '')") }} as name,
    2 as name_rank,
    not is_archived and not is_deleted as is_active,
    coalesce(upper(owner_type), '') = 'QUEUE' as is_queue,
    {{ nothing("text") }} as team_name,
    {{ nothing("text") }} as role_name,
    owner_type as user_type,
    {{ nothing("text") }} as manager_id,
    {{ nothing("text") }} as time_zone
from {{ ref("stg_hubspot__owners") }}
