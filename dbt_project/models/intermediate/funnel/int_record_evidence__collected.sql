{#- One row per piece of evidence that a record of a person carries, with an instant or, where the
    record has a date without time, a day. Which evidence proves which stage is decided by the
    glossary; this only says where each kind of it is found. -#}
with
    -- a day is told in the calendar of its system, where its instant may be known after all
    dated as (
        select
            evidence.*,
            case
                when
                    {{ local_date("evidence.likely_at", "calendars.time_zone") }}
                    = evidence.entered_day
                then evidence.likely_at
            end as instant_of_day
        from {{ ref("cnf_stage_evidence") }} as evidence
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = evidence.source_system
    ),

    -- that a record was made proves interest; where the system saw the first visit itself, only if
    -- marketing brought it about
    created as (
        select
            persons.source_system,
            persons.source_object,
            persons.source_id,
            persons.source_object || '.' || objects.created_field as evidence_source,
            persons.created_at
        from {{ ref("cnf_persons") }} as persons
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = persons.source_system
            and objects.source_object = persons.source_object
            and objects.created_field is not null
        left join
            {{ ref("glossary_source_channels") }} as sources
            on sources.system = persons.source_system
            and sources.normalised_value = {{ comparable_source("persons.original_source") }}
        left join {{ ref("glossary_channels") }} as channels on channels.code = sources.channel
        where not persons.sees_first_visit or (channels.is_marketing and not channels.is_offline)
    ),

    told as (
        select
            source_system,
            source_object,
            source_id as person_id,
            source_id as evidence_id,
            evidence_source,
            coalesce(entered_at, instant_of_day) as entered_at,
            case when instant_of_day is null then entered_day end as entered_day,
            not_placed_before
        from dated
        union all
        select
            source_system,
            source_object,
            source_id as person_id,
            source_id as evidence_id,
            evidence_source,
            created_at as entered_at,
            {{ nothing("date") }} as entered_day,
            {{ nothing("timestamp") }} as not_placed_before
        from created
        union all
        select
            source_system,
            person_object as source_object,
            person_id,
            source_id as evidence_id,
            evidence_source,
            touched_at as entered_at,
            touched_day as entered_day,
            {{ nothing("timestamp") }} as not_placed_before
        from {{ ref("cnf_touches") }}
        where evidence_source is not null
    )

select told.*, {{ nothing("timestamp") }} as left_at, false as is_first_seen
from told
union all
select
    source_system,
    source_object,
    source_id as person_id,
    source_id as evidence_id,
    evidence_source,
    entered_at,
    {{ nothing("date") }} as entered_day,
    {{ nothing("timestamp") }} as not_placed_before,
    left_at,
    is_first_seen
from {{ ref("int_record_conditions__dated") }}
