{#- One row per two groups of records that share a domain: no `reason` and they are one company, else why
    they are not joined. A domain alone proves little: names and countries must not contradict it,
    nor may it make one of two accounts of a system that has one per company. -#}
with
    records as (
        select groups.label, records.*
        from {{ ref("int_account_records__unioned") }} as records
        inner join {{ ref("int_account_groups__stated") }} as groups on groups.node = records.node
        where records.is_alive and records.domain is not null
    ),

    pairs as ({{ pairs_sharing("domain", "records") }}),

    split_names as ({{ words_of("records", "folded_name") }}),

    words as (
        select split_names.node, split_names.word, split_names.word as form
        from split_names
        left join
            {{ ref("company_words") }} as company_words on company_words.word = split_names.word
        where company_words.word is null
    ),

    joined_names as (
        select
            node,
            replace(folded_name, ' ', '') as joined,
            replace(folded_name, ' ', '') as joined_backwards
        from records
    ),

    names as ({{ compared_names("pairs", "words", "joined_names", short_forms=false) }}),

    named as (
        select
            pairs.left_label,
            pairs.right_label,
            min(pairs.domain) as domain,
            min(pairs.left_node) as left_node,
            min(pairs.right_node) as right_node,
            min(case when pairs.is_crowd then 1 else 0 end) = 1 as is_crowd,
            max(case when names.names = 'differ' then 1 else 0 end) = 1
            and max(case when names.names = 'same' then 1 else 0 end) = 0 as names_differ
        from pairs
        inner join
            names on names.left_node = pairs.left_node and names.right_node = pairs.right_node
        group by pairs.left_label, pairs.right_label
    ),

    members as (
        select groups.label, records.source_system, records.is_one_per_company, records.country
        from {{ ref("int_account_records__unioned") }} as records
        inner join {{ ref("int_account_groups__stated") }} as groups on groups.node = records.node
        where records.is_alive
    ),

    countries as (select distinct label, country from members where country is not null),

    other_countries as (
        select named.left_label, named.right_label
        from named
        inner join countries as near_side on near_side.label = named.left_label
        inner join countries as far_side on far_side.label = named.right_label
        group by named.left_label, named.right_label
        having max(case when near_side.country = far_side.country then 1 else 0 end) = 0
    ),

    one_per_company as (select distinct label, source_system from members where is_one_per_company),

    two_of_one_system as (
        select named.left_label, named.right_label, min(near_side.source_system) as source_system
        from named
        inner join one_per_company as near_side on near_side.label = named.left_label
        inner join
            one_per_company as far_side
            on far_side.label = named.right_label
            and far_side.source_system = near_side.source_system
        group by named.left_label, named.right_label
    ),

    different as (
        {{
            groups_decided_different(
                ref("int_account_decisions__read"), ref("int_account_groups__stated")
            )
        }}
    ),

    judged as (
        select
            named.*,
            case
                when different.left_label is not null
                then 'decided_different'
                when named.is_crowd
                then 'shared_by_many'
                when two_of_one_system.source_system is not null
                then 'two_' || two_of_one_system.source_system || '_accounts'
                when named.names_differ
                then 'names_differ'
                when other_countries.left_label is not null
                then 'countries_differ'
            end as reason
        from named
        left join
            two_of_one_system
            on two_of_one_system.left_label = named.left_label
            and two_of_one_system.right_label = named.right_label
        left join
            other_countries
            on other_countries.left_label = named.left_label
            and other_countries.right_label = named.right_label
        left join
            different
            on different.left_label = named.left_label
            and different.right_label = named.right_label
    ),

    ambiguous as ({{ ambiguous_groups("judged") }})

    {{ judged_pairs("judged", "ambiguous", "domain") }}
