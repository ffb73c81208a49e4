{#- One row per living record of a person, in the spelling in which records are scored, with the group
    that exact evidence puts it into. A number or a street of everybody is nobody's. -#}
with
    named as (
        select
            groups.label,
            records.*,
            {{ blank_to_null("records.folded_first_name") }} as first_words,
            {{ blank_to_null("records.folded_last_name") }} as last_words
        from {{ ref("int_person_records__unioned") }} as records
        inner join {{ ref("int_person_groups__exact") }} as groups on groups.node = records.node
        where records.is_alive
    ),

    -- a whole name in one field ends with the last name
    parted as (
        select
            named.*,
            case
                when last_words is null and first_words like '% %'
                then {{ regex_replaced("first_words", " [^ ]*$", "") }}
                when first_words is null and last_words like '% %'
                then {{ regex_replaced("last_words", " [^ ]*$", "") }}
                else first_words
            end as first_names,
            case
                when last_words is null and first_words like '% %'
                then {{ regex_replaced("first_words", "^.* ", "") }}
                when first_words is null and last_words like '% %'
                then {{ regex_replaced("last_words", "^.* ", "") }}
                else last_words
            end as last_names
        from named
    ),

    -- how many names are short for it, or its form in another language
    weights as (
        select given_name, count(*) as count_short from {{ ref("given_names") }} group by given_name
    ),

    -- a full name may be a form of another one: then that of the larger family stands for both
    full_names as (
        select short_name, given_name
        from
            (
                select
                    names.short_name,
                    names.given_name,
                    weights.count_short,
                    coalesce(own.count_short, 0) as own_count,
                    row_number() over (
                        partition by names.short_name
                        order by weights.count_short desc, {{ byte_order("names.given_name") }}
                    ) as place
                from {{ ref("given_names") }} as names
                inner join weights on weights.given_name = names.given_name
                left join weights as own on own.given_name = names.short_name
            ) as ranked
        where
            place = 1
            and (count_short > own_count or (count_short = own_count and given_name < short_name))
    ),

    own_addresses as (
        select distinct addresses.node, addresses.email, domains.domain
        from {{ ref("int_person_addresses__collected") }} as addresses
        left join
            {{ ref("stg_ops__web_addresses") }} as hosts
            on hosts.address = {{ list_part("addresses.email", "@", 2) }}
        left join {{ ref("int_domains__owned") }} as domains on domains.host = hosts.host
        where not addresses.is_shared_mailbox
    ),

    written as (
        select
            parted.label,
            parted.source_system,
            parted.source_object,
            parted.source_id,
            {{ compact("parted.first_names") }} as first_name,
            {{ compact("parted.last_names") }} as last_name,
            coalesce(
                larger_names.given_name,
                full_names.given_name,
                {{ list_part("parted.first_names", " ", 1) }}
            ) as given_name,
            {{ comparable_birth_date("details.birth_date") }} as birth_date,
            {{ comparable_phone("details.phone") }} as phone,
            {{ comparable_phone("details.mobile_phone") }} as mobile_phone,
            {{ compact(folded_name(known_text("details.street"))) }} as street,
            {{ comparable_postal_code("details.postal_code") }} as postal_code,
            {{ compact(folded_name(known_text("details.city"))) }} as city,
            own_addresses.email,
            {{ compact(folded_name(list_part("own_addresses.email", "@", 1))) }} as folded_mailbox,
            own_addresses.domain as company_domain
        from parted
        left join
            {{ ref("cnf_details_of_persons") }} as details
            on details.source_system = parted.source_system
            and details.source_object = parted.source_object
            and details.source_id = parted.source_id
        left join
            full_names on full_names.short_name = {{ list_part("parted.first_names", " ", 1) }}
        left join full_names as larger_names on larger_names.short_name = full_names.given_name
        left join
            own_addresses on own_addresses.node = parted.node and own_addresses.email = parted.email
    )

select
    label,
    source_system,
    source_object,
    source_id,
    first_name,
    last_name,
    given_name,
    birth_date,
    {{ unless_crowded("written", "phone", crowd_size()) }} as phone,
    {{ unless_crowded("written", "mobile_phone", crowd_size()) }} as mobile_phone,
    {{ unless_crowded("written", "street", 10 * (crowd_size() | int)) }} as street,
    postal_code,
    city,
    {{ unless_crowded("written", "email", crowd_size()) }} as email,
    {{ list_part("email", "@", 1) }} as mailbox,
    -- what tells somebody apart by more than the name, which may be spelt out in it
    case
        when length({{ list_part("email", "@", 1) }}) < 5
        then null
        when {{ spelt_in("last_name", "folded_mailbox") }}
        then null
        when not {{ spelt_in("first_name", "folded_mailbox") }}
        then {{ list_part("email", "@", 1) }}
    end as own_mailbox,
    {{ list_part("email", "@", 2) }} as mail_host,
    company_domain
from written
