{#- One row per person or opportunity and system that had a record of it and deleted it, or that it is
    linked to in vain: by links in either direction, or by the address. -#}
{{ config(materialized="ephemeral") }}
with
    members as (
        select 'person' as kind, source_system, source_object, source_id, person_key as entity_key
        from {{ ref("int_persons__resolved") }}
        union all
        select
            'opportunity' as kind,
            source_system,
            source_object,
            source_id,
            opportunity_key as entity_key
        from {{ ref("int_opportunity_records__described") }}
    ),

    links as (select * from {{ ref("cnf_record_links") }} where relation = 'is'),

    -- deleted, and no part of another record
    gone as (
        select source_system, source_object, source_id, {{ comparable_email("email") }} as email
        from {{ ref("cnf_persons") }}
        where is_deleted and merged_into is null
        union all
        select source_system, source_object, source_id, {{ nothing("text") }} as email
        from {{ ref("cnf_opportunities") }}
        where is_deleted and merged_into is null
    ),

    known_gone as (
        select members.entity_key, gone.source_system as system
        from gone
        inner join
            links
            on links.source_system = gone.source_system
            and links.source_object = gone.source_object
            and links.source_id = gone.source_id
        inner join
            members
            on members.source_system = links.target_system
            and members.source_object = links.target_object
            and members.source_id = links.target_id
        union
        select members.entity_key, gone.source_system as system
        from gone
        inner join
            links
            on links.target_system = gone.source_system
            and links.target_object = gone.source_object
            and links.target_id = gone.source_id
        inner join
            members
            on members.source_system = links.source_system
            and members.source_object = links.source_object
            and members.source_id = links.source_id
        union
        select members.entity_key, gone.source_system as system
        from gone
        inner join
            {{ ref("int_person_addresses__collected") }} as addresses
            on addresses.email = gone.email
            and not addresses.is_shared_mailbox
        inner join
            {{ ref("int_person_records__unioned") }} as persons on persons.node = addresses.node
        inner join
            members
            on members.source_system = persons.source_system
            and members.source_object = persons.source_object
            and members.source_id = persons.source_id
    )

select entity_key, system, true as is_deleted
from known_gone
union all
select distinct members.entity_key, lost.target_system as system, false as is_deleted
from {{ ref("int_record_links__unresolved") }} as lost
inner join
    {{ ref("cnf_objects") }} as objects
    on objects.source_system = lost.target_system
    and objects.source_object = lost.target_object
inner join
    members
    on members.source_system = lost.source_system
    and members.source_object = lost.source_object
    and members.source_id = lost.source_id
    and members.kind = objects.kind
left join
    known_gone
    on known_gone.entity_key = members.entity_key
    and known_gone.system = lost.target_system
where known_gone.entity_key is null
