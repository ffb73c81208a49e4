-- What a record with a finding is called, and where the same person, account or opportunity stands
-- in another system: of several there, the first by object and id.
with
    found as (
        select distinct source_system, source_object, source_id
        from {{ ref("finding") }}
        where source_id is not null
    ),

    entities as (select * from {{ ref("int_quality__entity_records") }}),

    names as (
        select 'opportunity ' || opportunity_key as entity, name
        from {{ ref("fct_opportunity") }}
        union all
        select 'account ' || account_key as entity, name
        from {{ ref("dim_account") }}
        union all
        select
            'person ' || person_key as entity,
            nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') as name
        from {{ ref("dim_person") }}
    ),

    ranked as (
        select
            found.source_system,
            found.source_object,
            found.source_id,
            here.entity,
            there.source_system as other_source_system,
            there.source_object as other_source_object,
            there.source_id as other_source_id,
            row_number() over (
                partition by found.source_system, found.source_object, found.source_id
                order by
                    {{ byte_order("there.source_object") }},
                    {{ byte_order("there.source_id") }},
                    there.source_system
            ) as row_rank
        from found
        inner join
            entities as here
            on here.source_system = found.source_system
            and here.source_object = found.source_object
            and here.source_id = found.source_id
        left join
            entities as there
            on there.entity = here.entity
            and there.source_system <> here.source_system
    )

select
    ranked.source_system,
    ranked.source_object,
    ranked.source_id,
    max(names.name) as name,
    ranked.other_source_system,
    ranked.other_source_object,
    ranked.other_source_id
from ranked
left join names on names.entity = ranked.entity
where ranked.row_rank = 1
group by
    ranked.source_system,
    ranked.source_object,
    ranked.source_id,
    ranked.other_source_system,
    ranked.other_source_object,
    ranked.other_source_id
