{#- One row per record of a living person and account whose name is written on the record, with the telephone
    number or the postal code of the account. -#}
with
    employers as (
        select
            source_system,
            source_object,
            source_id,
            {{ compact(folded_name(known_text("company_name"))) }} as joined_name,
            {{ comparable_phone("phone") }} as phone,
            {{ comparable_postal_code("postal_code") }} as postal_code
        from {{ ref("cnf_details_of_persons") }}
        where company_name is not null
    )

select distinct persons.person_key, persons.source_id, accounts.account_key
from employers
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = employers.source_system
    and persons.source_object = employers.source_object
    and persons.source_id = employers.source_id
    and persons.is_alive
inner join
    {{ ref("int_account_records__comparable") }} as named
    on named.joined_name = employers.joined_name
    and (named.phone = employers.phone or named.postal_code = employers.postal_code)
inner join
    {{ ref("int_accounts__resolved") }} as accounts
    on accounts.source_system = named.source_system
    and accounts.source_object = named.source_object
    and accounts.source_id = named.source_id
