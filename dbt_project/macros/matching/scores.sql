{#- Body of a query: of every two groups of records that a score ties together, the pair of records with
    the best score, with the groups' labels, the smaller first. -#}
{% macro best_scored_pairs(kind) -%}
    {%- set records = ref("int_" ~ kind ~ "_records__unioned") -%}
    {%- set groups = ref("int_" ~ kind ~ "_groups__exact") -%}
    with
        placed as (
            select
                {{ least_of(["near_side.node", "far_side.node"]) }} as left_node,
                {{ greatest_of(["near_side.node", "far_side.node"]) }} as right_node,
                {{ least_of(["near_group.label", "far_group.label"]) }} as left_label,
                {{ greatest_of(["near_group.label", "far_group.label"]) }} as right_label,
                scores.score,
                scores.names,
                scores.why
            from {{ ref("int_match_scores__read") }} as scores
            inner join
                {{ records }} as near_side
                on near_side.source_system = scores.source_system
                and near_side.source_object = scores.source_object
                and near_side.source_id = scores.source_id
                and near_side.is_alive
            inner join
                {{ records }} as far_side
                on far_side.source_system = scores.other_source_system
                and far_side.source_object = scores.other_source_object
                and far_side.source_id = scores.other_source_id
                and far_side.is_alive
            inner join {{ groups }} as near_group on near_group.node = near_side.node
            inner join {{ groups }} as far_group on far_group.node = far_side.node
            where
                scores.kind = '{{ kind }}'
                and scores.score >= {{ glossary("match_propose_score") }}
                and near_group.label <> far_group.label
        ),

        ranked as (
            select
                placed.*,
                row_number() over (
                    partition by left_label, right_label order by score desc, left_node, right_node
                ) as score_rank
            from placed
        )

    select left_label, right_label, left_node, right_node, score, names, why
    from ranked
    where score_rank = 1
{%- endmacro %}


{#- Body of a query: pairs of exact groups, the smaller label first, of which equal addresses or domains were
    weighed already and something spoke against them: a score does not overrule that. -#}
{% macro groups_with_conflicts(kind) -%}
    select
        {{ least_of(["near_group.label", "far_group.label"]) }} as left_label,
        {{ greatest_of(["near_group.label", "far_group.label"]) }} as right_label,
        min(compared.reason) as reason
    from {{ ref("int_" ~ kind ~ "_pairs__compared") }} as compared
    inner join
        {{ ref("int_" ~ kind ~ "_groups__exact") }} as near_group
        on near_group.node = compared.left_node
    inner join
        {{ ref("int_" ~ kind ~ "_groups__exact") }} as far_group
        on far_group.node = compared.right_node
    where compared.reason is not null
    group by
        {{ least_of(["near_group.label", "far_group.label"]) }},
        {{ greatest_of(["near_group.label", "far_group.label"]) }}
{%- endmacro %}


{#- Of a scored pair: why the score does not join it, as far as that is the same for all kinds. A name that
    differs is for people to decide, however well all else agrees: twins share a birthday and a home. -#}
{% macro reason_not_to_merge(pairs, different, conflicts) -%}
    when {{ different }}.left_label is not null
    then 'decided_different'
    when {{ pairs }}.score < coalesce({{ glossary("match_merge_score") }}, 2)
    then 'under_threshold'
    when {{ pairs }}.names not in ('same', 'alike')
    then 'names_differ'
    when {{ conflicts }}.reason is not null
    then {{ conflicts }}.reason
{%- endmacro %}


{#- (node, label) over the labels of exact groups: the smallest of those that scores tie together. -#}
{% macro scored_groups(kind) -%}
    {%- set pairs = ref("int_" ~ kind ~ "_pairs__scored") -%}
    {%- set ties -%}
        (
            select left_label as from_node, right_label as to_node
            from {{ pairs }}
            where reason is null
        ) as ties
    {%- endset -%}
    {%- set ends -%}
        (
            select left_label as node
            from {{ pairs }}
            where reason is null
            union
            select right_label as node
            from {{ pairs }}
            where reason is null
        ) as ends
    {%- endset -%}
    {{ connected_components(ends, ties) }}
{%- endmacro %}


{#- Body of a query: (node, exact_label, label), the group that scores make of exact ones. -#}
{% macro groups_with_scores(kind) -%}
    select exact.node, exact.label as exact_label, coalesce(scored.label, exact.label) as label
    from {{ ref("int_" ~ kind ~ "_groups__exact") }} as exact
    left join {{ ref("int_" ~ kind ~ "_groups__scored") }} as scored on scored.node = exact.label
{%- endmacro %}
