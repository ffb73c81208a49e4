-- One row per person or opportunity and system that has a living record of it, with the record that
-- stands for it there: of several the first that is still worked by, and of those the oldest.
with
    records as (
        select
            'person' as entity_kind,
            persons.person_key as entity_key,
            persons.source_system,
            persons.source_object,
            persons.source_id,
            unioned.created_at,
            coalesce(described.is_converted, false) as is_over
        from {{ ref("int_persons__resolved") }} as persons
        inner join
            {{ ref("int_person_records__unioned") }} as unioned
            on unioned.source_system = persons.source_system
            and unioned.source_object = persons.source_object
            and unioned.source_id = persons.source_id
        inner join
            {{ ref("cnf_persons") }} as described
            on described.source_system = persons.source_system
            and described.source_object = persons.source_object
            and described.source_id = persons.source_id
        where persons.is_alive
        union all
        select
            'opportunity' as entity_kind,
            described.opportunity_key as entity_key,
            records.source_system,
            records.source_object,
            records.source_id,
            records.created_at,
            false as is_over
        from {{ ref("int_opportunity_records__described") }} as described
        inner join
            {{ ref("cnf_opportunities") }} as records
            on records.source_system = described.source_system
            and records.source_object = described.source_object
            and records.source_id = described.source_id
    ),

    ranked as (
        select
            records.*,
            row_number() over (
                partition by entity_key, source_system
                order by
                    is_over,
                    created_at nulls last,
                    {{ byte_order("source_object") }},
                    length(source_id),
                    {{ byte_order("source_id") }}
            ) as row_rank
        from records
    )

select entity_kind, entity_key, source_system, source_object, source_id
from ranked
where row_rank = 1
