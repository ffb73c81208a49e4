{#- Leads and contacts; a lead that was converted is written to as the contact it became. A box that may
    not be read is neither ticked nor empty. Who is not to be marketed to at all, not to be processed or to be
    forgotten, as the person's own record says, is to be reached in no way, whatever the boxes say. -#}
with
    people as (
        select
            'lead' as source_object,
            lead_id as source_id,
            email,
            coalesce(phone, mobile_phone) as number,
            has_opted_out_of_email,
            has_opted_out_of_calls,
            individual_id
        from {{ ref("stg_salesforce__leads") }}
        where not is_deleted and not is_converted
        union all
        select
            'contact' as source_object,
            contact_id as source_id,
            email,
            coalesce(phone, mobile_phone) as number,
            has_opted_out_of_email,
            has_opted_out_of_calls,
            individual_id
        from {{ ref("stg_salesforce__contacts") }}
        where not is_deleted
    ),

    told as (
        select
            people.source_object,
            people.source_id,
            people.email,
            people.number,
            case
                when individuals.individual_id is not null
                then true
                else people.has_opted_out_of_email
            end as has_opted_out_of_email,
            case
                when individuals.individual_id is not null
                then true
                else people.has_opted_out_of_calls
            end as has_opted_out_of_calls
        from people
        left join
            {{ ref("stg_salesforce__individuals") }} as individuals
            on individuals.individual_id = people.individual_id
            and not individuals.is_deleted
            and (
                individuals.has_opted_out_of_marketing
                or individuals.has_opted_out_of_processing
                or individuals.must_be_forgotten
            )
    )

select
    source_object,
    source_id,
    'email' as channel,
    has_opted_out_of_email as is_opted_out,
    coalesce(email is not null and not has_opted_out_of_email, false) as is_reachable
from told
union all
select
    source_object,
    source_id,
    'call' as channel,
    has_opted_out_of_calls as is_opted_out,
    coalesce(number is not null and not has_opted_out_of_calls, false) as is_reachable
from told
