{#- Of several records of one object the first represents the colleague. -#}
with
    ranked as (
        select
            owners.*,
            {{ by_rank("name_rank") }} as name_order,
            row_number() over (
                partition by owner_key, source_system, source_object order by row_rank
            ) as place_in_object
        from {{ ref("int_owners__resolved") }} as owners
    ),

    speakers as (select * from ranked where place_in_object = 1),

    told as (
        select
            owner_key,
            {{ first_known("name", "name_order") }} as name,
            {{ source_id_columns("owner") }}
        from speakers
        group by owner_key
    ),

    everybody as (
        select
            owner_key,
            min(email) as email,
            max(case when is_active then 1 else 0 end) = 1 as is_active
        from ranked
        group by owner_key
    )

select
    told.owner_key,
    everybody.email,
    told.name,
    {%- for id in source_ids("owner") %} told.{{ id.column }}, {%- endfor %}
    everybody.is_active,
    teams.is_queue,
    teams.team,
    teams.team_name,
    teams.manager_key,
    teams.calendar,
    teams.time_zone
from told
inner join everybody on everybody.owner_key = told.owner_key
inner join {{ ref("int_owner_calendars__chosen") }} as teams on teams.owner_key = told.owner_key
