{#- Body of a query: people's decisions about two of the records, by their nodes. -#}
{% macro decided_pairs(records) -%}
    select
        decisions.match_decision,
        decisions.decision,
        cast(decisions.decided_on as {{ sql_type("timestamp") }}) as decided_at,
        near_side.node as left_node,
        far_side.node as right_node
    from {{ ref("match_decisions") }} as decisions
    inner join
        {{ records }} as near_side
        on near_side.source_system = decisions.source_system
        and near_side.source_object = decisions.source_object
        and near_side.source_id = decisions.source_id
    inner join
        {{ records }} as far_side
        on far_side.source_system = decisions.other_source_system
        and far_side.source_object = decisions.other_source_object
        and far_side.source_id = decisions.other_source_id
{%- endmacro %}


{#- Body of a query over grouped(node, label) and decisions: the groups that hold two records of which
    somebody decided that they are different. -#}
{% macro groups_against_decisions(grouped, decisions) -%}
    select distinct near_side.label
    from {{ decisions }} as decisions
    inner join {{ grouped }} as near_side on near_side.node = decisions.left_node
    inner join
        {{ grouped }} as far_side
        on far_side.node = decisions.right_node
        and far_side.label = near_side.label
    where decisions.decision = 'different'
{%- endmacro %}


{#- Body of a query over decisions and groups(node, label): pairs of groups that were decided to be
    different, the smaller label first. -#}
{% macro groups_decided_different(decisions, groups) -%}
    select distinct
        {{ least_of(["near_side.label", "far_side.label"]) }} as left_label,
        {{ greatest_of(["near_side.label", "far_side.label"]) }} as right_label
    from {{ decisions }} as decisions
    inner join {{ groups }} as near_side on near_side.node = decisions.left_node
    inner join {{ groups }} as far_side on far_side.node = decisions.right_node
    where decisions.decision = 'different'
{%- endmacro %}


{#- (node, label): the groups that exact evidence makes, but that none holds two records which somebody
    decided to be different; what is left of such a group is what the systems state. -#}
{% macro exact_groups(kind) -%}
    with
        grouped as (select * from {{ ref("int_" ~ kind ~ "_groups__compared") }}),

        against as (
            {{ groups_against_decisions("grouped", ref("int_" ~ kind ~ "_decisions__read")) }}
        )

    select
        grouped.node,
        case when against.label is null then grouped.label else stated.label end as label
    from grouped
    inner join {{ ref("int_" ~ kind ~ "_groups__stated") }} as stated on stated.node = grouped.node
    left join against on against.label = grouped.label
{%- endmacro %}
