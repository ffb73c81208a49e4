{#- Users, and the queues that records wait in. A queue's address is a mailbox, and makes it nobody. A user
    has a role and a department; whichever the glossary knows says which team it is. -#}
select
    'user' as source_object,
    users.user_id as source_id,
    users.email,
    users.name,
    1 as name_rank,
    users.is_active and not users.is_deleted as is_active,
    false as is_queue,
    users.department as team_name,
    roles.name as role_name,
    users.user_type,
    users.manager_id,
    users.time_zone
from {{ ref("stg_salesforce__users") }} as users
left join
    {{ ref("stg_salesforce__user_roles") }} as roles
    on roles.role_id = users.role_id
    and not roles.is_deleted
union all
select
    'group' as source_object,
    group_id as source_id,
    {{ nothing("text") }} as email,
    coalesce(name, developer_name) as name,
    1 as name_rank,
    not is_deleted as is_active,
    true as is_queue,
    {{ nothing("text") }} as team_name,
    {{ nothing("text") }} as role_name,
    {{ nothing("text") }} as user_type,
    {{ nothing("text") }} as manager_id,
    {{ nothing("text") }} as time_zone
from {{ ref("stg_salesforce__groups") }}
where group_type = 'Queue'
