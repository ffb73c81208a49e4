-- What holds the records of one person in two systems together: an id that one of them has of the
-- other, or an address of both that one person reads. Each pair of systems once from either side.
with
    records as (
        select persons.person_key, unioned.node, unioned.source_system
        from {{ ref("int_persons__resolved") }} as persons
        inner join
            {{ ref("int_person_records__unioned") }} as unioned
            on unioned.source_system = persons.source_system
            and unioned.source_object = persons.source_object
            and unioned.source_id = persons.source_id
    ),

    links as (
        select from_node, to_node
        from {{ ref("int_person_links__stated") }}
        where match_method <> 'decision'
        union
        select to_node as from_node, from_node as to_node
        from {{ ref("int_person_links__stated") }}
        where match_method <> 'decision'
    ),

    addresses as (
        select records.person_key, records.source_system, addresses.email
        from {{ ref("int_person_addresses__collected") }} as addresses
        inner join records on records.node = addresses.node
        where not addresses.is_shared_mailbox
    ),

    found as (
        select
            near_side.person_key,
            near_side.source_system,
            far_side.source_system as other_source_system,
            'id' as tie
        from links
        inner join records as near_side on near_side.node = links.from_node
        inner join
            records as far_side
            on far_side.node = links.to_node
            and far_side.person_key = near_side.person_key
            and far_side.source_system <> near_side.source_system
        union
        select
            near_side.person_key,
            near_side.source_system,
            far_side.source_system as other_source_system,
            'address' as tie
        from addresses as near_side
        inner join
            addresses as far_side
            on far_side.person_key = near_side.person_key
            and far_side.email = near_side.email
            and far_side.source_system <> near_side.source_system
    )

select
    person_key,
    source_system,
    other_source_system,
    max(case when tie = 'id' then 1 else 0 end) = 1 as has_id,
    max(case when tie = 'address' then 1 else 0 end) = 1 as has_address
from found
group by person_key, source_system, other_source_system
