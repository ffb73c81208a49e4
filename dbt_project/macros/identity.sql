{#- Text that sorts and compares byte by byte, so that "the smallest id" is the same on every engine. -#}
{% macro byte_order(expression) -%}
    {%- if target.type == "postgres" -%} ({{ expression }} collate "C")
    {%- else -%} {{ expression }}
    {%- endif -%}
{%- endmacro %}


{#- An e-mail address as records are compared by it; null if it cannot identify anybody. -#}
{% macro comparable_email(expression) -%}
    case
        when
            {{ matches("lower(trim(" ~ expression ~ "))", "^[^@ ]+@[^@ ]+[.][^@. ]+$") }}
            and lower(trim({{ expression }})) not in (
                select lower(trim(junk_value))
                from {{ ref("junk_values") }}
                -- on Postgres dbt loads the word "null" of a seed as no value at all
                where junk_value is not null
            )
        then lower(trim({{ expression }}))
    end
{%- endmacro %}


{#- The host of a URL or bare domain: lower case, no scheme, no www, no port, no path. -#}
{% macro host_of(expression) -%}
    split_part(
        split_part(
            regexp_replace(lower(trim({{ expression }})), '^([a-z]+://)?(www[.])?', ''), '/', 1
        ),
        ':',
        1
    )
{%- endmacro %}


{#- The part of a host a company registers: its last two labels, or three under a country's second
    level (co.uk, com.br). Null for hosts without a dot. -#}
{% macro registrable_domain(host) -%}
    case
        when {{ matches(host, "^.+[.](ac|co|com|edu|gov|net|org)[.][a-z][a-z]$") }}
        then regexp_replace({{ host }}, '^.*[.]([^.]+[.][^.]+[.][^.]+)$', '\1')
        when {{ matches(host, "^.+[.][a-z0-9-]+$") }}
        then regexp_replace({{ host }}, '^.*[.]([^.]+[.][^.]+)$', '\1')
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
