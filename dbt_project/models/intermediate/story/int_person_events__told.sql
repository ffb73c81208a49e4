{{ config(materialized="ephemeral") }}
{#- What people did before sales, and the stages that it made, one row per event and person. `place` orders
    the events of one instant as the process runs: seen, touched, spoken to, a stage, handed over. Of a visit the
    first view is told, and no other. -#}
with
    records as (
        select
            persons.person_key,
            records.*,
            {{ comparable_source("coalesce(records.original_source, records.lead_source)") }}
            as comparable_value
        from {{ ref("cnf_persons") }} as records
        inner join
            {{ ref("bridge_person_source") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
    ),

    first_seen as (
        select
            records.person_key,
            {{ nothing("text") }} as account_key,
            {{ nothing("text") }} as opportunity_key,
            records.first_touch_at as happened_at,
            'instant' as dated_by,
            'first_seen' as kind,
            100 as place,
            case
                when records.sees_first_visit
                then 'first seen'
                else 'entered as a record'
            end || coalesce(
                ', source ' || coalesce(records.original_source, records.lead_source), ''
            ) as what,
            records.source_system,
            records.source_object,
            records.source_id,
            sources.channel,
            {{ nothing("text") }} as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            {{ source_key("records.source_system", "records.source_object", "records.source_id") }}
            as event_id
        from records
        left join
            {{ ref("glossary_source_channels") }} as sources
            on sources.system = records.source_system
            and sources.normalised_value = records.comparable_value
    ),

    touches as (
        select
            persons.person_key,
            {{ nothing("text") }} as account_key,
            {{ nothing("text") }} as opportunity_key,
            coalesce(
                touches.touched_at, {{ start_of_reporting_date("touches.touched_day") }}
            ) as happened_at,
            case when touches.touched_at is null then 'day' else 'instant' end as dated_by,
            'touch' as kind,
            200 as place,
            case
                when types.kind <> 'response'
                then {{ lower_case("types.label") }}
                when touches.campaign_id is null
                then 'sent in a form'
                else 'responded to a campaign'
            end
            || coalesce(': ' || touches.name, '') as what,
            touches.source_system,
            touches.source_object,
            touches.source_id,
            {{ nothing("text") }} as channel,
            {{ nothing("text") }} as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            {{ source_key("touches.source_system", "touches.source_object", "touches.source_id") }}
            as event_id
        from {{ ref("cnf_touches") }} as touches
        inner join
            {{ ref("bridge_person_source") }} as persons
            on persons.source_system = touches.source_system
            and persons.source_object = touches.person_object
            and persons.source_id = touches.person_id
        left join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        left join
            {{ ref("int_touches__matched") }} as begun
            on types.is_visit
            and begun.record_key
            = {{
                key_of(
                    [
                        "touches.source_system",
                        "touches.source_object",
                        "touches.source_id",
                        "persons.person_key",
                    ]
                )
            }}
        -- what a machine did is no event of a person
        where
            not coalesce(touches.is_machine, false)
            and (not coalesce(types.is_visit, false) or begun.place_in_touch = 1)
    ),

    stages as (
        select
            events.person_key,
            {{ nothing("text") }} as account_key,
            events.opportunity_key,
            events.entered_at as happened_at,
            -- a day without time stands where it begins
            case
                when
                    events.entered_at
                    = {{ start_of_reporting_date(reporting_date("events.entered_at")) }}
                then 'day'
                else 'instant'
            end as dated_by,
            'stage' as kind,
            cast(400 + stages.stage_rank as integer) as place,
            case when stages.is_exit then 'left the process: ' else 'reached the stage ' end
            || stages.stage_label as what,
            events.evidence_system as source_system,
            {{ list_part("events.evidence_source", ".", 1) }} as source_object,
            events.evidence_id as source_id,
            {{ nothing("text") }} as channel,
            {{ nothing("text") }} as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            events.cycle_key || ':' || events.stage_code as event_id
        from {{ ref("fct_funnel_stage_event") }} as events
        inner join {{ ref("dim_stage") }} as stages on stages.stage_code = events.stage_code
        where not events.is_imputed
    )

select *
from first_seen
union all
select *
from touches
union all
select *
from stages
