-- Where the person, account or opportunity of a record with a finding stands in each other system:
-- of several records there, the first by object and id.
with
    found as (
        select distinct source_system, source_object, source_id
        from {{ ref("finding") }}
        where source_id is not null
    ),

    entities as (select * from {{ ref("int_quality__entity_records") }}),

    ranked as (
        select
            found.source_system,
            found.source_object,
            found.source_id,
            there.source_system as other_source_system,
            there.source_object as other_source_object,
            there.source_id as other_source_id,
            row_number() over (
                partition by
                    found.source_system, found.source_object, found.source_id, there.source_system
                order by
                    {{ byte_order("there.source_object") }}, {{ byte_order("there.source_id") }}
            ) as row_rank
        from found
        inner join
            entities as here
            on here.source_system = found.source_system
            and here.source_object = found.source_object
            and here.source_id = found.source_id
        inner join
            entities as there
            on there.entity = here.entity
            and there.source_system <> here.source_system
    )

select
    source_system,
    source_object,
    source_id,
    other_source_system,
    other_source_object,
    other_source_id
from ranked
where row_rank = 1
