{#- One row per two groups of records that share an e-mail address: no `reason` and they are one person,
    else why they are not joined. Two names that cannot be one are two people behind one address; in
    a mailbox that several people read, only an equal name makes one of two. -#}
with
    addresses as (
        select groups.label, addresses.*
        from {{ ref("int_person_addresses__collected") }} as addresses
        inner join {{ ref("int_person_groups__stated") }} as groups on groups.node = addresses.node
    ),

    shared as (
        select email, min(label) as smallest_label, count(distinct label) as count_groups
        from addresses
        group by email
        having count(distinct label) > 1
    ),

    -- An address on dozens of records is a switchboard or a form's default.
    pairs as (
        select
            near_side.email,
            near_side.is_shared_mailbox,
            near_side.label as left_label,
            far_side.label as right_label,
            near_side.node as left_node,
            far_side.node as right_node,
            shared.count_groups > {{ crowd_size() }} as is_crowd
        from shared
        inner join addresses as near_side on near_side.email = shared.email
        inner join
            addresses as far_side
            on far_side.email = near_side.email
            and far_side.label > near_side.label
        where shared.count_groups <= {{ crowd_size() }} or near_side.label = shared.smallest_label
    ),

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

    judged as (
        select
            pairs.left_label,
            pairs.right_label,
            min(pairs.email) as email,
            min(pairs.left_node) as left_node,
            min(pairs.right_node) as right_node,
            case
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
        group by pairs.left_label, pairs.right_label
    ),

    ambiguous as ({{ ambiguous_groups("judged") }})

select
    judged.left_node,
    judged.right_node,
    judged.email as evidence,
    case
        when judged.reason is not null
        then judged.reason
        when near_side.label is not null or far_side.label is not null
        then 'fits_several'
    end as reason
from judged
left join ambiguous as near_side on near_side.label = judged.left_label
left join ambiguous as far_side on far_side.label = judged.right_label
