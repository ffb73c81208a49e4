{#- One row per living record of a company, in the spelling in which records are scored, with the group
    that exact evidence puts it into. A private customer is scored as a person. -#}
with
    named as (
        select groups.label, records.*
        from {{ ref("int_account_records__unioned") }} as records
        inner join {{ ref("int_account_groups__exact") }} as groups on groups.node = records.node
        where records.is_alive and not records.is_person_account
    ),

    split_names as ({{ words_of("named", "folded_name") }}),

    -- a legal form tells no two companies apart, and neither does the order of words
    bare_names as (
        select
            split_names.node,
            {{
                dbt.listagg(
                    "split_names.word", "' '", "order by " ~ byte_order("split_names.word")
                )
            }} as name
        from split_names
        left join
            {{ ref("company_words") }} as company_words on company_words.word = split_names.word
        where company_words.word is null
        group by split_names.node
    ),

    written as (
        select
            named.label,
            named.source_system,
            named.source_object,
            named.source_id,
            bare_names.name,
            {{ compact("named.folded_name") }} as joined_name,
            named.domain,
            {{ comparable_phone("details.phone") }} as phone,
            {{ compact(folded_name(known_text("details.street"))) }} as street,
            {{ comparable_postal_code("details.postal_code") }} as postal_code,
            {{ compact(folded_name(known_text("details.city"))) }} as city,
            named.country
        from named
        left join bare_names on bare_names.node = named.node
        left join
            {{ ref("cnf_details_of_accounts") }} as details
            on details.source_system = named.source_system
            and details.source_object = named.source_object
            and details.source_id = named.source_id
    )

select
    label,
    source_system,
    source_object,
    source_id,
    coalesce(name, joined_name) as name,
    joined_name,
    {{ unless_crowded("written", "domain", crowd_size()) }} as domain,
    {{ list_part("domain", ".", 1) }} as domain_label,
    {{ unless_crowded("written", "phone", crowd_size()) }} as phone,
    {{ unless_crowded("written", "street", crowd_size()) }} as street,
    postal_code,
    city,
    country
from written
