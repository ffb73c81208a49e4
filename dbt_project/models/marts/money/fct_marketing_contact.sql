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

    -- what the same person asked another system for
    consents as (
        select
            consents.source_system,
            persons.person_key,
            max(
                case when consents.is_opted_out then 1 when not consents.is_opted_out then 0 end
            ) as is_opted_out
        from {{ ref("cnf_consents") }} as consents
        inner join
            persons
            on persons.source_system = consents.source_system
            and persons.source_object = consents.source_object
            and persons.source_id = consents.source_id
        where consents.channel = 'email'
        group by consents.source_system, persons.person_key
    ),

    elsewhere as (
        select
            ranked.source_system,
            ranked.source_object,
            ranked.source_id,
            count(consents.person_key) as count_systems,
            max(consents.is_opted_out) as is_opted_out
        from ranked
        left join
            consents
            on consents.person_key = ranked.person_key
            and consents.source_system <> ranked.source_system
        group by ranked.source_system, ranked.source_object, ranked.source_id
    ),

    tellers as (select distinct source_system from consents),

    judged as (
        select
            ranked.source_system,
            ranked.source_object,
            ranked.source_id,
            ranked.person_key,
            not ranked.has_address as has_no_address,
            ranked.has_bounced,
            ranked.has_opted_out,
            ranked.has_opted_out_of_some,
            case
                when
                    not exists (
                        select 1 from tellers where tellers.source_system <> ranked.source_system
                    )
                then null
                when elsewhere.count_systems = 0
                then false
                else elsewhere.is_opted_out = 1
            end as has_opted_out_elsewhere,
            ranked.place > 1 or paired.source_id is not null as is_duplicate,
            filler.source_id is not null as is_junk
        from ranked
        inner join
            elsewhere
            on elsewhere.source_system = ranked.source_system
            and elsewhere.source_object = ranked.source_object
            and elsewhere.source_id = ranked.source_id
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
    or coalesce(has_opted_out_elsewhere, false)
    or is_duplicate
    or is_junk as is_paid_in_vain
from judged
