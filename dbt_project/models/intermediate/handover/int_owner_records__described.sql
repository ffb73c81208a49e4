{#- One row per owner's record: the team that its own team, role or queue name stands for, and the time
    zone where the engine knows it by that name. -#}
with
    zones as ({{ zone_names() }}),

    teams as (select system, normalised_value, team from {{ ref("glossary_team_names") }})

select
    owners.source_system,
    owners.source_object,
    owners.source_id,
    resolved.owner_key,
    owners.is_queue,
    owners.name_rank,
    coalesce(by_team.team, by_role.team, by_queue.team) as team,
    coalesce(
        owners.team_name, owners.role_name, case when owners.is_queue then owners.name end
    ) as team_name,
    zones.name as time_zone,
    managers.owner_key as manager_key
from {{ ref("cnf_owners") }} as owners
inner join
    {{ ref("int_owners__resolved") }} as resolved
    on resolved.source_system = owners.source_system
    and resolved.source_object = owners.source_object
    and resolved.source_id = owners.source_id
left join
    teams as by_team
    on by_team.system = owners.source_system
    and by_team.normalised_value = {{ lower_case(trimmed("owners.team_name")) }}
left join
    teams as by_role
    on by_role.system = owners.source_system
    and by_role.normalised_value = {{ lower_case(trimmed("owners.role_name")) }}
left join
    teams as by_queue
    on by_queue.system = owners.source_system
    and by_queue.normalised_value = {{ lower_case(trimmed("owners.name")) }}
    and owners.is_queue
left join zones on zones.name = owners.time_zone
left join
    {{ ref("int_owners__resolved") }} as managers
    on managers.source_system = owners.source_system
    and managers.source_object = owners.source_object
    and managers.source_id = owners.manager_id
