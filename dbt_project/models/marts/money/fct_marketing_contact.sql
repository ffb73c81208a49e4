with
    contacts as (select * from {{ ref("cnf_marketing_contacts") }} where is_paid_for),

    persons as (
        select source_system, source_object, source_id, person_key
        from {{ ref("bridge_person_source") }}
    ),

    -- of one person's paid records the one that reaches them stays, of those the first
    ranked as (
        select
            contacts.*,
            persons.person_key,
            row_number() over (
                partition by
                    contacts.source_system, coalesce(persons.person_key, contacts.source_id)
                order by
                    case
                        when
                            contacts.has_address
                            and not contacts.has_opted_out
                            and not coalesce(contacts.has_bounced, false)
                        then 0
                        else 1
                    end,
                    {{ byte_order("contacts.source_id") }}
            ) as place
        from contacts
        left join
            persons
            on persons.source_system = contacts.source_system
            and persons.source_object = contacts.source_object
            and persons.source_id = contacts.source_id
    ),

    paired as (select * from {{ ref("int_marketing_contacts__paired") }}),

    filler as (
        select distinct failures.source_system, failures.source_object, failures.source_id
        from {{ ref("int_quality__failures") }} as failures
        inner join
            {{ ref("cnf_field_roles") }} as roles
            on roles.source_system = failures.source_system
            and roles.source_object = failures.source_object
            and roles.field = failures.field
            and roles.field_role in ('email', 'first_name', 'last_name')
        where failures.rule_id in ('V001', 'V002')
    ),

    judged as (
        select
            ranked.source_system,
            ranked.source_object,
            ranked.source_id,
            ranked.person_key,
            not ranked.has_address as has_no_address,
            ranked.has_bounced,
            ranked.has_opted_out,
            ranked.place > 1 or paired.source_id is not null as is_duplicate,
            filler.source_id is not null as is_junk
        from ranked
        left join
            paired
            on paired.source_system = ranked.source_system
            and paired.source_object = ranked.source_object
            and paired.source_id = ranked.source_id
        left join
            filler
            on filler.source_system = ranked.source_system
            and filler.source_object = ranked.source_object
            and filler.source_id = ranked.source_id
    )

select
    judged.*,
    has_no_address
    or coalesce(has_bounced, false)
    or has_opted_out
    or is_duplicate
    or is_junk as is_paid_in_vain
from judged
