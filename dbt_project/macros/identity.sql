{#- Text that sorts and compares byte by byte, so that "the smallest id" is the same on every engine. -#}
{% macro byte_order(expression) -%}
    {%- if target.type == "postgres" -%} ({{ expression }} collate "C")
    {%- else -%} {{ expression }}
    {%- endif -%}
{%- endmacro %}


{#- What a pattern without groups first matches in a text; null where it matches nothing. -#}
{% macro first_match(expression, pattern) -%}
    {%- if target.type == "duckdb" -%} nullif(regexp_extract({{ expression }}, '{{ pattern }}'), '')
    {%- else -%} substring({{ expression }} from '{{ pattern }}')
    {%- endif -%}
{%- endmacro %}


{#- An e-mail address as records are compared by it; null if it cannot identify anybody. The first
    address in the text counts (mailto:, angle brackets, a list), without what a Salesforce sandbox
    does to it: .invalid behind it, or local=domain@example.com. -#}
{% macro comparable_email(expression) -%}
    {%- set part = '[^[:space:]<>(),;:"@' -%}
    {%- set address -%}
        {{ lower_case(first_match(expression, part ~ "'']" ~ part ~ "]*@" ~ part ~ "]+[.]" ~ part ~ ".]+")) }}
    {%- endset -%}
    case
        when
            not {{ matches(expression, "@" ~ part ~ "]*@") }}
            and {{ address }} not in (
                select lower(trim(junk_value))
                from {{ ref("junk_values") }}
                -- on Postgres dbt loads the word "null" of a seed as no value at all
                where junk_value is not null
            )
        then
            regexp_replace(
                regexp_replace({{ address }}, '([.][^.]+)[.]invalid$', '\1'),
                '^([^=]+)=([^=]+)@example[.]com$',
                '\1@\2'
            )
    end
{%- endmacro %}


{#- One row per part of a separated list: (id, part). Up to 256 parts. -#}
{% macro list_parts(relation, id, list, separator=";") -%}
    {%- set digits = "(" ~ range(16) | join("), (") ~ ")" -%}
    select {{ id }} as id, trim(split_part({{ list }}, '{{ separator }}', numbers.n)) as part
    from {{ relation }} as r
    inner join
        (
            select 16 * sixteens.n + ones.n + 1 as n
            from (values {{ digits }}) as sixteens(n)
            cross join (values {{ digits }}) as ones(n)
        ) as numbers
        on numbers.n <= length({{ list }}) - length(replace({{ list }}, '{{ separator }}', '')) + 1
    where {{ list }} is not null
{%- endmacro %}


{#- (node, label) where label is the smallest node that can be reached over the links: each round
    takes the smallest label among the neighbours, then the label of that label, so that a chain is
    halved or better each time. A test checks that the rounds were enough. -#}
{% macro connected_components(nodes, links, rounds=8) -%}
    with
        both_ways as (
            select from_node, to_node
            from {{ links }}
            union
            select to_node as from_node, from_node as to_node
            from {{ links }}
            union
            select node as from_node, node as to_node
            from {{ nodes }}
        ),

        labels_0 as (select node, node as label from {{ nodes }})
        {%- for round in range(1, rounds + 1) %}
            ,
            spread_{{ round }} as (
                select both_ways.to_node as node, min(labels.label) as label
                from both_ways
                inner join labels_{{ round - 1 }} as labels on labels.node = both_ways.from_node
                group by both_ways.to_node
            ),

            labels_{{ round }} as (
                select spread.node, jumped.label
                from spread_{{ round }} as spread
                inner join spread_{{ round }} as jumped on jumped.node = spread.label
            )
        {%- endfor %}

    select node, label
    from labels_{{ rounds }}
{%- endmacro %}


{#- Body of a query over judged(left_label, right_label, reason), where no reason means that the two
    agree: the groups that agree with two others which do not agree with each other. They fit both,
    so they join neither; what is left are groups of which every two agree. -#}
{% macro ambiguous_groups(judged) -%}
    with
        both_ways as (
            select left_label as one, right_label as other, reason
            from {{ judged }}
            union all
            select right_label as one, left_label as other, reason
            from {{ judged }}
        )

    select distinct near_side.one as label
    from both_ways as near_side
    inner join
        both_ways as far_side
        on far_side.one = near_side.one
        and far_side.other > near_side.other
        and far_side.reason is null
    inner join
        both_ways as between_them
        on between_them.one = near_side.other
        and between_them.other = far_side.other
        and between_them.reason is not null
    where near_side.reason is null
{%- endmacro %}
