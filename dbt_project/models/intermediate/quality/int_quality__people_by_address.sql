-- Living people's records that are still worked by: once for each address that only one person
-- reads, with the group of records that ids and addresses make of it. A lead that became another
-- record is over.
select
    addresses.email,
    groups.label,
    records.node,
    records.source_system,
    records.source_object,
    records.source_id,
    records.created_at,
    objects.is_attempt
from {{ ref("int_person_addresses__collected") }} as addresses
inner join {{ ref("int_person_records__unioned") }} as records on records.node = addresses.node
inner join {{ ref("int_person_groups__exact") }} as groups on groups.node = addresses.node
inner join
    {{ ref("cnf_persons") }} as persons
    on persons.source_system = records.source_system
    and persons.source_object = records.source_object
    and persons.source_id = records.source_id
inner join
    {{ ref("cnf_objects") }} as objects
    on objects.source_system = records.source_system
    and objects.source_object = records.source_object
where not addresses.is_shared_mailbox and not persons.is_converted
