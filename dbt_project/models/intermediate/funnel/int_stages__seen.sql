{#- One row per stage: whether the records that prove it could be read at all. A stage that
    opportunities prove is seen only if every connected system shows its opportunities; any other is
    seen while one kind of its evidence is: its records were read, and they have the field. Where a
    stream of its own says who bought (`people_stream`), without it an opportunity proves nothing of any
    lead. A stage
    that nothing proves, in the systems that are connected, is seen by nobody. -#}
with
    runs as (
        select
            source_system as system,
            stream,
            max(case when status in ('unavailable', 'turned_off') then 0 else 1 end) = 1 as was_read
        from {{ ref("stg_meta__runs") }}
        group by source_system, stream
    ),

    fields as (
        select
            source_system as system,
            object,
            lower(field) as field,
            max(case when is_readable and is_loaded then 1 else 0 end) = 1 as is_shown
        from {{ ref("stg_meta__fields") }}
        where not is_deleted
        group by source_system, object, lower(field)
    ),

    described as (select distinct system, object from fields),

    connected as (
        select system
        from runs
        union
        select system
        from described
    ),

    -- object.field, object.field=value, object.field>=number, object.field.outcome
    sources as (
        select distinct
            stage as stage_code,
            system,
            {{ list_part("source", ".", 1) }} as object,
            {{ list_part(list_part(list_part("source", ".", 2), "=", 1), ">", 1) }} as field,
            {{ list_part("source", ".", 3) }} as outcome,
            is_field
        from {{ ref("glossary_stage_evidence") }}
        where system in (select system from connected) or not exists (select system from connected)
    ),

    evidence as (
        select
            sources.stage_code,
            sources.system,
            sources.object,
            sources.field,
            sources.is_field,
            objects.people_stream,
            coalesce(objects.kind = 'opportunity', false) as is_opportunity,
            -- a status field that a company does without (object.field.outcome) hides no way out
            coalesce(objects.kind = 'person', false) and sources.outcome = '' as is_person
        from sources
        left join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = sources.system
            and objects.source_object = sources.object
    ),

    looked_at as (
        select
            evidence.stage_code,
            evidence.is_opportunity,
            coalesce(runs.was_read, true) and coalesce(links.was_read, true) as was_read,
            coalesce(runs.was_read, true) as has_records,
            -- of an object that nobody described, nothing is known to be missing
            case
                when described.object is null or not evidence.is_field
                then true
                else coalesce(fields.is_shown, not evidence.is_person)
            end as is_shown,
            fields.field is not null as is_known,
            evidence.system || ' ' || evidence.object as named,
            replace(evidence.people_stream, '_', '') as people_list,
            max(case when evidence.is_opportunity then 1 else 0 end) over (
                partition by evidence.stage_code
            )
            = 1 as needs_opportunities,
            evidence.field
        from evidence
        left join runs on runs.system = evidence.system and runs.stream = evidence.object
        left join
            runs as links
            on links.system = evidence.system
            and links.stream = evidence.people_stream
        left join
            described on described.system = evidence.system and described.object = evidence.object
        left join
            fields
            on fields.system = evidence.system
            and fields.object = evidence.object
            and fields.field = lower(evidence.field)
    ),

    judged as (
        select
            stage_code,
            case
                when max(case when needs_opportunities then 1 else 0 end) = 1
                then
                    max(case when is_opportunity and not (was_read and is_shown) then 1 else 0 end)
                    = 0
                else max(case when was_read and is_shown then 1 else 0 end) = 1
            end as is_seen
        from looked_at
        group by stage_code
    ),

    -- a field that no record has is missed only where nothing else proves the stage
    missed as (
        select distinct
            looked_at.stage_code,
            case
                when not looked_at.has_records
                then looked_at.named
                when not looked_at.was_read
                then looked_at.named || ' ' || looked_at.people_list
                else looked_at.named || '.' || looked_at.field
            end as told
        from looked_at
        inner join judged on judged.stage_code = looked_at.stage_code
        where
            not looked_at.was_read
            or (not looked_at.is_shown and (looked_at.is_known or not judged.is_seen))
    ),

    told as (
        select stage_code, {{ dbt.listagg("told", "', '", "order by told") }} as could_not_see
        from missed
        group by stage_code
    )

select
    stages.code as stage_code,
    coalesce(judged.is_seen, false) as is_seen,
    case
        when judged.stage_code is null then 'nothing proves it' else told.could_not_see
    end as could_not_see
from {{ ref("glossary_stages") }} as stages
left join judged on judged.stage_code = stages.code
left join told on told.stage_code = stages.code
