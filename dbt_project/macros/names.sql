{#- A name as names are compared: small letters without accents, words parted by one kind of blank,
    no dots or apostrophes (S.r.l. is srl, O'Neil is oneil), ä and ae both a. -#}
{% macro folded_name(expression) -%}
    {%- set accented = "àáâãäåāăąçćĉċčďđðèéêëēĕėęěĝğġģĥħìíîïĩīĭįĵķĺļľłñńņňŋòóôõöøōŏőŕŗřśŝşšșţťŧțùúûüũūŭůűųŵýŷÿźżžё" -%}
    {%- set plain = "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiijkllllnnnnnooooooooorrrsssssttttuuuuuuuuuuwyyyzzzе" -%}
    {%- set blanks = "-_,;:/\\|()[]{}&+*!?#@=<>~\u00a0\t" ~ '"' -%}
    {%- set nothing = ".`´’‘ʼ\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328" -%}
    replace(
        replace(
            replace(
                replace(
                    replace(
                        translate(
                            {{ lower_case(expression) }},
                            '{{ accented }}{{ blanks }}''{{ nothing }}',
                            '{{ plain }}{{ " " * (blanks | length) }}'
                        ),
                        'ß',
                        'ss'
                    ),
                    'æ',
                    'a'
                ),
                'ae',
                'a'
            ),
            'oe',
            'o'
        ),
        'ue',
        'u'
    )
{%- endmacro %}


{#- One row per record and word of its folded name: (node, word). Up to 16 words. -#}
{% macro words_of(relation, folded) -%}
    {%- set word = list_part(trimmed("named." ~ folded), " ", "numbers.n") -%}
    select distinct named.node, {{ word }} as word
    from {{ relation }} as named
    cross join ({{ numbers_to(16) }}) as numbers
    where {{ word }} <> ''
{%- endmacro %}


{#- Body of a query over pairs(left_node, right_node): every pair with `names`: same, differ, or unknown
    where a side has no name or they are written in different scripts. Names are the same when each
    word of the shorter is a word of the longer, in whatever order, or when they differ in blanks.
    `words` is (node, word, form): two words are equal when they share a form; with `short_forms` an
    initial stands for its word, and three letters or more for a word that begins with them.
    `named` is (node, joined): the name without blanks, and the same in the other order. -#}
{% macro compared_names(pairs, words, named, short_forms) -%}
    with
        counted as (
            select
                node,
                count(distinct word) as words,
                max(case when {{ matches("word", "[a-z]") }} then 1 else 0 end) as is_latin
            from {{ words }}
            group by node
        ),

        -- only the words of a pair meet: joined by their spelling, those of half a country would
        compared_words as (
            select
                pairs.left_node,
                pairs.right_node,
                near_words.word as left_word,
                far_words.word as right_word,
                near_words.form = far_words.form
                {%- if short_forms %}
                    or (
                        length(near_words.word) not in (0, 2)
                        and substr(far_words.word, 1, length(near_words.word)) = near_words.word
                    )
                    or (
                        length(far_words.word) not in (0, 2)
                        and substr(near_words.word, 1, length(far_words.word)) = far_words.word
                    )
                {%- endif %} as is_same
            from {{ pairs }} as pairs
            inner join {{ words }} as near_words on near_words.node = pairs.left_node
            inner join {{ words }} as far_words on far_words.node = pairs.right_node
        ),

        matched as (
            select
                pairs.left_node,
                pairs.right_node,
                count(distinct case when pairs.is_same then pairs.left_word end) as left_words,
                count(distinct case when pairs.is_same then pairs.right_word end) as right_words
            from compared_words as pairs
            group by pairs.left_node, pairs.right_node
        )

    select
        pairs.left_node,
        pairs.right_node,
        case
            when near_name.words is null or far_name.words is null
            then 'unknown'
            when
                matched.left_words = near_name.words
                or matched.right_words = far_name.words
                or near_joined.joined in (far_joined.joined, far_joined.joined_backwards)
            then 'same'
            when near_name.is_latin <> far_name.is_latin
            then 'unknown'
            else 'differ'
        end as names
    from {{ pairs }} as pairs
    left join counted as near_name on near_name.node = pairs.left_node
    left join counted as far_name on far_name.node = pairs.right_node
    left join {{ named }} as near_joined on near_joined.node = pairs.left_node
    left join {{ named }} as far_joined on far_joined.node = pairs.right_node
    left join
        matched on matched.left_node = pairs.left_node and matched.right_node = pairs.right_node
{%- endmacro %}


{#- With more groups of records than this on one domain or address, it belongs to nobody in particular. -#}
{% macro crowd_size() -%} 20 {%- endmacro %}


{#- A name with the place that tells it from others, as a person reads it. -#}
{% macro named_place(name, place) -%}
    case
        when {{ place }} is null
        then {{ name }}
        else coalesce({{ name }}, '') || ' (' || {{ place }} || ')'
    end
{%- endmacro %}
