{#- Whom the portal pays for. A portal that does not pay by the contact leaves the status empty. A reason of
    a hard bounce is written once and stays; where the field was not read, nobody knows who bounced. Who left each
    kind of mass mail cannot be written to any more than who left all mail at once; where the kinds, or who left one
    of them, were not read, nobody knows who did. -#}
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
    ),

    kinds as (
        select types.subscription_type_id
        from {{ ref("stg_hubspot__subscription_types") }} as types
        where types.is_of_mass_mail and not types.is_deleted
    ),

    kinds_told as (
        select
            count(*) as count_kinds,
            count(*) = count(told.subscription_type_id) and count(*) > 0 as are_told
        from kinds
        left join
            (
                select distinct subscription_type_id from {{ ref("stg_hubspot__contact_optouts") }}
            ) as told
            on told.subscription_type_id = kinds.subscription_type_id
    ),

    left_kinds as (
        select optouts.contact_id, count(distinct optouts.subscription_type_id) as count_left
        from {{ ref("stg_hubspot__contact_optouts") }} as optouts
        inner join kinds on kinds.subscription_type_id = optouts.subscription_type_id
        where optouts.contact_id is not null
        group by optouts.contact_id
    )

select
    'contacts' as source_object,
    contacts.contact_id as source_id,
    case
        when contacts.marketable_status is not null then contacts.marketable_status = 'true'
    end as is_paid_for,
    contacts.email is not null as has_address,
    contacts.has_opted_out_of_email
    or (
        kinds_told.are_told and coalesce(left_kinds.count_left, 0) = kinds_told.count_kinds
    ) as has_opted_out,
    case
        when kinds_told.are_told
        then
            coalesce(left_kinds.count_left, 0) > 0
            and left_kinds.count_left < kinds_told.count_kinds
            and not contacts.has_opted_out_of_email
    end as has_opted_out_of_some,
    case
        when contacts.hard_bounce_reason is not null then true when seen.is_seen then false
    end as has_bounced
from {{ ref("stg_hubspot__contacts") }} as contacts
cross join seen
cross join kinds_told
left join left_kinds on left_kinds.contact_id = contacts.contact_id
where not contacts.is_deleted
