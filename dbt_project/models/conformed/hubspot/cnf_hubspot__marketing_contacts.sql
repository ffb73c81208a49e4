{#- Whom the portal pays for. A portal that does not pay by the contact leaves the status empty. A reason of
    a hard bounce is written once and stays; where the field was not read, nobody knows who bounced. -#}
with
    seen as (
        select count(*) > 0 as is_seen
        from {{ ref("stg_meta__fields") }}
        where
            source_system = 'hubspot'
            and object = 'contacts'
            and lower(field) = 'hs_email_hard_bounce_reason_enum'
            and is_readable
            and is_loaded
            and not is_deleted
    )

select
    'contacts' as source_object,
    contacts.contact_id as source_id,
    case
        when contacts.marketable_status is not null then contacts.marketable_status = 'true'
    end as is_paid_for,
    contacts.email is not null as has_address,
    contacts.has_opted_out_of_email as has_opted_out,
    case
        when contacts.hard_bounce_reason is not null then true when seen.is_seen then false
    end as has_bounced
from {{ ref("stg_hubspot__contacts") }} as contacts
cross join seen
where not contacts.is_deleted
