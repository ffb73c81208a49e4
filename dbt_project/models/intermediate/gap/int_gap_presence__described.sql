{#- One row per person or opportunity and system: whether the system has a record of it, or had one, and
    what may have kept it out. -#}
with
    records as (
        select
            'person' as entity_kind,
            persons.person_key as entity_key,
            records.source_system,
            records.is_deleted,
            records.email,
            {{ comparable_email("records.email") }} as usable_email,
            records.created_at,
            {{ greatest_of(["records.created_at", "records.modified_at"]) }} as touched_at
        from {{ ref("cnf_persons") }} as records
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
        union all
        select
            'opportunity' as entity_kind,
            described.opportunity_key as entity_key,
            records.source_system,
            records.is_deleted,
            {{ nothing("text") }} as email,
            {{ nothing("text") }} as usable_email,
            records.created_at,
            {{ greatest_of(["records.created_at", "records.modified_at"]) }} as touched_at
        from {{ ref("cnf_opportunities") }} as records
        inner join
            {{ ref("int_opportunity_records__described") }} as described
            on described.source_system = records.source_system
            and described.source_object = records.source_object
            and described.source_id = records.source_id
    ),

    systems as (select distinct source_system as system from {{ ref("cnf_objects") }}),

    newest as (
        select source_system as system, max(touched_at) as touched_at
        from records
        where not is_deleted
        group by source_system
    ),

    entities as (
        select
            entity_kind,
            entity_key,
            min(created_at) as created_at,
            count(case when not is_deleted then email end) > 0 as has_address,
            count(case when not is_deleted then usable_email end) > 0 as has_usable_address
        from records
        group by entity_kind, entity_key
    ),

    present as (
        select distinct entity_key, source_system as system from records where not is_deleted
    ),

    absences as (
        select entity_key, system, max(case when is_deleted then 1 else 0 end) = 1 as is_deleted
        from {{ ref("int_gap_absences__known") }}
        group by entity_key, system
    )

select
    entities.entity_kind,
    entities.entity_key,
    systems.system,
    present.system is not null as is_there,
    coalesce(absences.is_deleted, false) as is_deleted,
    coalesce(not absences.is_deleted, false) as is_lost,
    entities.has_address,
    entities.has_usable_address,
    -- made no earlier than the last change that the system shows
    coalesce(entities.created_at >= newest.touched_at, false) as is_young
from entities
cross join systems
left join present on present.entity_key = entities.entity_key and present.system = systems.system
left join absences on absences.entity_key = entities.entity_key and absences.system = systems.system
left join newest on newest.system = systems.system
