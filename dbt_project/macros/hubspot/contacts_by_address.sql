{#- One row per address, in small letters: the contact who has it, as the first or a further one; a living one
    before one that is gone. -#}
{% macro contacts_by_address() -%}
    select email, contact_id
    from
        (
            select
                addresses.email,
                addresses.contact_id,
                row_number() over (
                    partition by addresses.email
                    order by
                        case when contacts.is_deleted then 1 else 0 end,
                        length(addresses.contact_id),
                        {{ byte_order("addresses.contact_id") }}
                ) as place
            from
                (
                    select contact_id, {{ lower_case(trimmed("email")) }} as email
                    from {{ ref("stg_hubspot__contacts") }}
                    union
                    select id as contact_id, {{ lower_case("part") }} as email
                    from
                        (
                            {{
                                list_parts(
                                    ref("stg_hubspot__contacts"),
                                    "contact_id",
                                    "additional_emails",
                                )
                            }}
                        ) as parts
                ) as addresses
            inner join
                {{ ref("stg_hubspot__contacts") }} as contacts
                on contacts.contact_id = addresses.contact_id
            where addresses.email <> ''
        ) as ranked
    where place = 1
{%- endmacro %}
