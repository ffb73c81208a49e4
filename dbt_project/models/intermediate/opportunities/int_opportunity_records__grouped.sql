{#- One row per living record of an opportunity that names another one as itself, or is named so, and the
    record that represents them all. Records may name each other in a chain, as those of three
    systems do: the last of it represents them. Where all of them name one another, the first does. -#}
with
    records as (
        select
            source_system,
            source_object,
            source_id,
            row_number() over (
                order by
                    source_system, source_object, length(source_id), {{ byte_order("source_id") }}
            ) as node
        from {{ ref("cnf_opportunities") }}
        where not is_deleted
    ),

    named as (
        select
            near_side.node as from_node,
            far_side.node as to_node,
            row_number() over (partition by near_side.node order by far_side.node) as row_rank
        from {{ ref("cnf_record_links") }} as links
        inner join
            records as near_side
            on near_side.source_system = links.source_system
            and near_side.source_object = links.source_object
            and near_side.source_id = links.source_id
        inner join
            records as far_side
            on far_side.source_system = links.target_system
            and far_side.source_object = links.target_object
            and far_side.source_id = links.target_id
        where links.relation = 'is' and far_side.node <> near_side.node
    ),

    -- a record that names several is the first of them
    steps as (select from_node, to_node from named where row_rank = 1),

    nodes as (
        select from_node as node
        from steps
        union
        select to_node as node
        from steps
    ),

    grouped as ({{ connected_components("nodes", "steps", rounds=3) }}),

    ranked as (
        select
            grouped.node,
            grouped.label,
            row_number() over (
                partition by grouped.label
                order by case when steps.from_node is null then 0 else 1 end, grouped.node
            ) as row_rank
        from grouped
        left join steps on steps.from_node = grouped.node
    )

select
    records.source_system,
    records.source_object,
    records.source_id,
    mains.source_system as main_system,
    mains.source_object as main_object,
    mains.source_id as main_id,
    ranked.row_rank = 1 as is_main
from ranked
inner join ranked as firsts on firsts.label = ranked.label and firsts.row_rank = 1
inner join records on records.node = ranked.node
inner join records as mains on mains.node = firsts.node
