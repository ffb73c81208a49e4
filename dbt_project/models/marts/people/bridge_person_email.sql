{#- No unit test: addresses and whose they are, as decided elsewhere. -#}
select distinct
    resolved.person_key,
    addresses.email,
    coalesce(persons.email = addresses.email, false) as is_main
from {{ ref("int_person_addresses__collected") }} as addresses
inner join {{ ref("int_person_records__unioned") }} as records on records.node = addresses.node
inner join
    {{ ref("int_persons__resolved") }} as resolved
    on resolved.source_system = records.source_system
    and resolved.source_object = records.source_object
    and resolved.source_id = records.source_id
inner join {{ ref("dim_person") }} as persons on persons.person_key = resolved.person_key
