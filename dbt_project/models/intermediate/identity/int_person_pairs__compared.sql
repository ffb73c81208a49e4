{#- One row per two groups of records that share an e-mail address: no `reason` and they are one person,
    else why they are not joined. Two names that cannot be one are two people behind one address; in
    a mailbox that several people read, only an equal name makes one of two. -#}
with
    addresses as (
        select groups.label, addresses.*
        from {{ ref("int_person_addresses__collected") }} as addresses
        inner join {{ ref("int_person_groups__stated") }} as groups on groups.node = addresses.node
    ),

    -- an address on dozens of records is a switchboard or a form's default
    pairs as ({{ pairs_sharing("email", "addresses", carried=["is_shared_mailbox"]) }}),

    node_pairs as (select distinct left_node, right_node from pairs),

    records as (
        select
            node,
            coalesce(folded_first_name, '') || ' ' || coalesce(folded_last_name, '') as folded_name,
            replace(
                coalesce(folded_first_name, '') || coalesce(folded_last_name, ''), ' ', ''
            ) as joined,
            replace(
                coalesce(folded_last_name, '') || coalesce(folded_first_name, ''), ' ', ''
            ) as joined_backwards
        from {{ ref("int_person_records__unioned") }}
        where node in (select left_node from pairs) or node in (select right_node from pairs)
    ),

    split_names as ({{ words_of("records", "folded_name") }}),

    known_words as (
        select split_names.node, split_names.word
        from split_names
        left join {{ ref("name_titles") }} as titles on titles.word = split_names.word
        where titles.word is null
    ),

    words as (
        select node, word, word as form
        from known_words
        union
        select known_words.node, known_words.word, given_names.given_name as form
        from known_words
        inner join
            {{ ref("given_names") }} as given_names on given_names.short_name = known_words.word
    ),

    names as ({{ compared_names("node_pairs", "words", "records", short_forms=true) }}),

    different as (
        {{
            groups_decided_different(
                ref("int_person_decisions__read"), ref("int_person_groups__stated")
            )
        }}
    ),

    judged as (
        select
            pairs.left_label,
            pairs.right_label,
            min(pairs.email) as email,
            min(pairs.left_node) as left_node,
            min(pairs.right_node) as right_node,
            case
                when max(case when different.left_label is not null then 1 else 0 end) = 1
                then 'decided_different'
                when min(case when pairs.is_crowd then 1 else 0 end) = 1
                then 'shared_by_many'
                when max(case when names.names = 'same' then 1 else 0 end) = 1
                then null
                when max(case when names.names = 'differ' then 1 else 0 end) = 1
                then 'names_differ'
                when min(case when pairs.is_shared_mailbox then 1 else 0 end) = 1
                then 'shared_mailbox'
            end as reason
        from pairs
        inner join
            names on names.left_node = pairs.left_node and names.right_node = pairs.right_node
        left join
            different
            on different.left_label = pairs.left_label
            and different.right_label = pairs.right_label
        group by pairs.left_label, pairs.right_label
    ),

    ambiguous as ({{ ambiguous_groups("judged") }})

    {{ judged_pairs("judged", "ambiguous", "email") }}
