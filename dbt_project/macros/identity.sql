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


{#- One row per living record and filled link field: which record of Salesforce it names. `fields` maps
    the vendor's field to the column of the staging model; the object is told by the column's name. -#}
{% macro written_links(model, system, object, id, fields) -%}
    {%- for field, column in fields.items() %}
        select
            '{{ system }}' as source_system,
            '{{ object }}' as source_object,
            {{ id }} as source_id,
            '{{ field }}' as field,
            '{{ column.split("_")[-2] }}' as target_object,
            {{ column }} as target_id
        from {{ ref(model) }}
        where {{ column }} is not null and not is_deleted
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
