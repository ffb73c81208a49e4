select
    'owners' as source_object,
    owner_id as source_id,
    email,
    name,
    9 as name_rank,
    not is_deleted as is_active,
    false as is_queue,
    {{ nothing("text") }} as team_name,
    {{ nothing("text") }} as role_name,
    {{ nothing("text") }} as user_type,
    {{ nothing("text") }} as manager_id,
    {{ nothing("text") }} as time_zone
from {{ ref("stg_toy__owners") }}
