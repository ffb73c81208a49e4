{#- Leads and contacts; a lead that was converted is written to as the contact it became. A box that may
    not be read is neither ticked nor empty. -#}
with
    people as (
        select
            'lead' as source_object,
            lead_id as source_id,
            email,
            coalesce(phone, mobile_phone) as number,
            has_opted_out_of_email,
            has_opted_out_of_calls
        from {{ ref("stg_salesforce__leads") }}
        where not is_deleted and not is_converted
        union all
        select
            'contact' as source_object,
            contact_id as source_id,
            email,
            coalesce(phone, mobile_phone) as number,
            has_opted_out_of_email,
            has_opted_out_of_calls
        from {{ ref("stg_salesforce__contacts") }}
        where not is_deleted
    )

select
    source_object,
    source_id,
    'email' as channel,
    has_opted_out_of_email as is_opted_out,
    coalesce(email is not null and not has_opted_out_of_email, false) as is_reachable
from people
union all
select
    source_object,
    source_id,
    'call' as channel,
    has_opted_out_of_calls as is_opted_out,
    coalesce(number is not null and not has_opted_out_of_calls, false) as is_reachable
from people
