{#- Owners, queues among them. Of the teams of one that are all no main ones the least by name counts. -#}
with
    teams as (
        select
            owner_teams.owner_id,
            coalesce(owner_teams.team_name, teams.name) as team_name,
            row_number() over (
                partition by owner_teams.owner_id
                order by
                    case when owner_teams.is_primary then 1 else 2 end,
                    {{ byte_order("coalesce(owner_teams.team_name, teams.name)") }}
            ) as place
        from {{ ref("stg_hubspot__owner_teams") }} as owner_teams
        left join
            {{ ref("stg_hubspot__teams") }} as teams
            on teams.team_id = owner_teams.team_id
            and not teams.is_deleted
        where not owner_teams.is_deleted
    )

select
    'owners' as source_object,
    owners.owner_id as source_id,
    owners.email,
    {{ blank_to_null("coalesce(owners.first_name, '') || ' ' || coalesce(owners.last_name, '')") }}
    as name,
    2 as name_rank,
    not owners.is_archived and not owners.is_deleted as is_active,
    coalesce(upper(owners.owner_type), '') = 'QUEUE' as is_queue,
    teams.team_name,
    {{ nothing("text") }} as role_name,
    owners.owner_type as user_type,
    {{ nothing("text") }} as manager_id,
    {{ nothing("text") }} as time_zone
from {{ ref("stg_hubspot__owners") }} as owners
left join teams on teams.owner_id = owners.owner_id and teams.place = 1
