{#- One row per record and time a condition began that the glossary counts as proof: by the vendor's
    history, or where that does not tell of it, by the run that first saw it. `left_at` is when it ended. -#}
with
    tracked as (
        select
            changes.*, objects.status_field, changes.source_object || '.' || changes.field as named
        from {{ ref("cnf_record_changes") }} as changes
        left join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = changes.source_system
            and objects.source_object = changes.source_object
    ),

    -- each value that a field took, held against what is to be proved by the field
    compared as (
        select
            tracked.source_system,
            tracked.source_object,
            tracked.source_id,
            tracked.value,
            tracked.changed_at,
            tracked.named || '.' || exits.meaning as evidence_source,
            coalesce(statuses.meaning = exits.meaning, false) as holds
        from tracked
        cross join
            (
                select 'disqualified' as meaning
                union all
                select 'recycled'
            ) as exits
        left join
            {{ ref("glossary_lead_statuses") }} as statuses
            on statuses.system = tracked.source_system
            and statuses.value = tracked.value
        where tracked.field = tracked.status_field
        union all
        select
            tracked.source_system,
            tracked.source_object,
            tracked.source_id,
            tracked.value,
            tracked.changed_at,
            named.source as evidence_source,
            coalesce(
                case
                    when named.comparison = '='
                    then tracked.value = named.value
                    else
                        {{ written_number("tracked.value") }} >= {{ written_number("named.value") }}
                end,
                false
            ) as holds
        from tracked
        inner join
            ({{ stage_values_named() }}) as named
            on named.system = tracked.source_system
            and named.object = tracked.source_object
            and named.field = tracked.field
    ),

    remembered as (
        select
            compared.*,
            coalesce(
                lag(holds) over (
                    partition by source_system, source_object, source_id, evidence_source
                    order by changed_at, value
                ),
                false
            ) as held_before
        from compared
    ),

    -- written again, or another value of the same meaning, it is the same condition still
    turns as (
        select
            remembered.*,
            lead(changed_at) over (
                partition by source_system, source_object, source_id, evidence_source
                order by changed_at, value
            ) as left_at
        from remembered
        where holds <> held_before
    ),

    recorded as (select * from turns where holds),

    told as (
        select distinct source_system, source_object, source_id, evidence_source from recorded
    ),

    -- that a person has a further lead says that the one before was over
    attempts as (
        select
            records.source_system,
            records.source_object,
            records.source_id,
            lead(records.created_at) over (
                partition by persons.person_key, records.source_system, records.source_object
                order by records.created_at, records.source_id
            ) as next_created_at
        from {{ ref("cnf_persons") }} as records
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = records.source_system
            and objects.source_object = records.source_object
            and objects.is_attempt
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
    )

select
    source_system,
    source_object,
    source_id,
    evidence_source,
    changed_at as entered_at,
    left_at,
    false as is_first_seen
from recorded
union all
select
    held.source_system,
    held.source_object,
    held.source_id,
    held.evidence_source,
    {{ least_of(["held.held_at", dbt.dateadd("second", -1, "attempts.next_created_at")]) }}
    as entered_at,
    {{ nothing("timestamp") }} as left_at,
    true as is_first_seen
from {{ ref("int_record_conditions__first_seen") }} as held
inner join
    {{ ref("glossary_stage_evidence") }} as proof
    on proof.system = held.source_system
    and proof.source = held.evidence_source
left join
    attempts
    on attempts.source_system = held.source_system
    and attempts.source_object = held.source_object
    and attempts.source_id = held.source_id
left join
    told
    on told.source_system = held.source_system
    and told.source_object = held.source_object
    and told.source_id = held.source_id
    and told.evidence_source = held.evidence_source
where told.source_id is null
