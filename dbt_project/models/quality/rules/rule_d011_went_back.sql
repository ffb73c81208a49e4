-- One row per open opportunity that has been in more than one stage, of which somebody tells
-- when. A
-- move is back where the stage stands before the one it was left for; one step back happens.
with
    moves as (
        select
            opportunity_key,
            count(*) as count_moves,
            count(case when direction = 'back' then 1 end) as count_back,
            max(case when direction = 'back' then visit_number end) as last_back
        from {{ ref("fct_opportunity_stage_history") }}
        where direction in ('forward', 'back', 'reopen')
        group by opportunity_key
    ),

    visits as (select * from {{ ref("fct_opportunity_stage_history") }})

select
    'D011' as rule_id,
    opportunities.source_system,
    opportunities.source_object,
    roles.field,
    opportunities.source_id,
    moves.count_back > {{ quality_parameter("most_moves_back") }} as is_failed,
    case
        when moves.count_back > {{ quality_parameter("most_moves_back") }}
        then
            'went back to an earlier stage '
            || {{ as_text("moves.count_back") }}
            || ' times, the last time to '
            || left(visits.stage_name, 100)
            || coalesce(
                ' on ' || {{ as_text(local_date("visits.entered_at", "calendars.time_zone")) }}, ''
            )
    end as detail,
    {{ nothing("text") }} as other_value
from {{ ref("fct_opportunity") }} as opportunities
inner join moves on moves.opportunity_key = opportunities.opportunity_key
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = opportunities.source_system
    and roles.source_object = opportunities.source_object
    and roles.field_role = 'stage'
inner join
    {{ ref("int_calendars__today") }} as calendars on calendars.system = opportunities.source_system
left join
    visits
    on visits.opportunity_key = moves.opportunity_key
    and visits.visit_number = moves.last_back
where opportunities.is_open
