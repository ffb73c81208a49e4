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


{#- Body of a query over records(node, source_system, source_object, source_id, merged_into): the links by
    which the systems themselves say that two of them are one, as (from_node, to_node, match_method). -#}
{% macro stated_links(records) -%}
    select near_side.node as from_node, far_side.node as to_node, links.match_method
    from {{ ref("cnf_record_links") }} as links
    inner join
        {{ records }} as near_side
        on near_side.source_system = links.source_system
        and near_side.source_object = links.source_object
        and near_side.source_id = links.source_id
    inner join
        {{ records }} as far_side
        on far_side.source_system = links.target_system
        and far_side.source_object = links.target_object
        and far_side.source_id = links.target_id
    where links.relation = 'is' and near_side.node <> far_side.node
    union
    select losers.node as from_node, winners.node as to_node, 'merge' as match_method
    from {{ records }} as losers
    inner join
        {{ records }} as winners
        on winners.source_system = losers.source_system
        and winners.source_object = losers.source_object
        and winners.source_id = losers.merged_into
    where winners.node <> losers.node
{%- endmacro %}


{#- A query: one row per record with the key of the person or account it belongs to, and the surest method
    by which it was linked: what the systems state, in the order of `stated`, or what was `compared`.
    A group without a living record is left out. -#}
{% macro resolved_records(kind, records, links, groups, stated, compared) -%}
    with
        methods as (
            select
                node,
                min(
                    case
                        match_method
                        {%- for method in stated %}
                            when '{{ method }}' then {{ loop.index }}
                        {%- endfor %}
                        else {{ stated | length + 1 }}
                    end
                ) as method_rank
            from
                (
                    select from_node as node, match_method
                    from {{ ref(links) }}
                    union all
                    select to_node as node, match_method
                    from {{ ref(links) }}
                ) as ends
            group by node
        ),

        living as (
            select groups.label
            from {{ ref(records) }} as records
            inner join {{ ref(groups) }} as groups on groups.node = records.node
            where records.is_alive
            group by groups.label
        )

    select
        records.source_system,
        records.source_object,
        records.source_id,
        {{ source_key("anchors.source_system", "anchors.source_object", "anchors.source_id") }}
        as {{ kind }}_key,
        case
            methods.method_rank
            {%- for method in stated + [compared] %}
                when {{ loop.index }} then '{{ method }}'
            {%- endfor %}
            else 'single'
        end as match_method,
        cast(
            case
                when methods.method_rank = {{ stated | length + 1 }} then 0.95 else 1
            end as decimal(5, 4)
        ) as match_score,
        records.is_alive
    from {{ ref(records) }} as records
    inner join {{ ref(groups) }} as groups on groups.node = records.node
    inner join living on living.label = groups.label
    inner join {{ ref(records) }} as anchors on anchors.node = groups.label
    left join methods on methods.node = records.node
{%- endmacro %}
