{#- One row per colleague or queue: team, and the work calendar with the time zone that it is kept in. The
    calendar is the colleague's own, else the team's, else everyone's; the zone is the calendar's, else
    the colleague's own, else the reporting time zone. -#}
with
    ranked as (
        select records.*, {{ by_rank("name_rank") }} || ' ' || source_id as told_order
        from {{ ref("int_owner_records__described") }} as records
    ),

    owners as (
        select
            owner_key,
            max(case when is_queue then 1 else 0 end) = 1 as is_queue,
            {{ first_known("team", "told_order") }} as team,
            {{ first_known("team_name", "told_order") }} as team_name,
            {{ first_known("time_zone", "told_order") }} as time_zone,
            {{ first_known("manager_key", "told_order") }} as manager_key
        from ranked
        group by owner_key
    ),

    addresses as (
        select owner_key, min(email) as email
        from {{ ref("int_owners__resolved") }}
        group by owner_key
    ),

    users as (select scope, normalised_name, calendar from {{ ref("glossary_calendar_users") }})

select
    owners.owner_key,
    owners.is_queue,
    owners.team,
    owners.team_name,
    owners.manager_key,
    calendars.code as calendar,
    coalesce(
        calendars.time_zone, owners.time_zone, {{ glossary("reporting_time_zone") }}
    ) as time_zone
from owners
inner join addresses on addresses.owner_key = owners.owner_key
left join users as own on own.scope = 'owner' and own.normalised_name = addresses.email
left join users as team on team.scope = 'team' and team.normalised_name = owners.team
inner join users as everyone on everyone.scope = 'everyone'
inner join
    {{ ref("glossary_work_calendars") }} as calendars
    on calendars.code = coalesce(own.calendar, team.calendar, everyone.calendar)
