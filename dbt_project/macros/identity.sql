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


{#- Body of a query over members(node, label, <key>): every two records of different groups that share a
    key, with the group's label. Where a crowd shares it, each group meets the smallest one only. -#}
{% macro pairs_sharing(key, members, carried=[]) -%}
    select
        near_side.{{ key }},
        {%- for column in carried %} near_side.{{ column }}, {%- endfor %}
        near_side.label as left_label,
        far_side.label as right_label,
        near_side.node as left_node,
        far_side.node as right_node,
        shared.count_groups > {{ crowd_size() }} as is_crowd
    from
        (
            select {{ key }}, min(label) as smallest_label, count(distinct label) as count_groups
            from {{ members }}
            group by {{ key }}
            having count(distinct label) > 1
        ) as shared
    inner join {{ members }} as near_side on near_side.{{ key }} = shared.{{ key }}
    inner join
        {{ members }} as far_side
        on far_side.{{ key }} = near_side.{{ key }}
        and far_side.label > near_side.label
    where shared.count_groups <= {{ crowd_size() }} or near_side.label = shared.smallest_label
{%- endmacro %}


{#- Body of a query over judged(left_node, right_node, left_label, right_label, reason, <evidence>): why two
    groups are not joined, if so; those of ambiguous(label) fit several others, and join none. -#}
{% macro judged_pairs(judged, ambiguous, evidence) -%}
    select
        judged.left_node,
        judged.right_node,
        judged.{{ evidence }} as evidence,
        case
            when judged.reason is not null
            then judged.reason
            when near_side.label is not null or far_side.label is not null
            then 'fits_several'
        end as reason
    from {{ judged }} as judged
    left join {{ ambiguous }} as near_side on near_side.label = judged.left_label
    left join {{ ambiguous }} as far_side on far_side.label = judged.right_label
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
