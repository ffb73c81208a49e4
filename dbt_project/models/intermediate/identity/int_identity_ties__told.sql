{#- One row per two living records of a system that ids in another tie together although their own system
    does not hold them to be one: they are one to us, and somebody has to say whether that is right. -#}
with
    ties as (
        select 'account' as kind, *
        from {{ ref("int_account_ties__contradicting") }}
        union all
        select 'person' as kind, *
        from {{ ref("int_person_ties__contradicting") }}
    ),

    records as (
        select
            'account' as kind,
            node,
            source_system,
            source_object,
            source_id,
            {{ named_place("name", "country") }} as value
        from {{ ref("int_account_records__unioned") }}
        union all
        select
            'person' as kind,
            node,
            source_system,
            source_object,
            source_id,
            {{ blank_to_null("coalesce(first_name, '') || ' ' || coalesce(last_name, '')") }}
            as value
        from {{ ref("int_person_records__unioned") }}
    ),

    -- two records may be tied by several
    pairs as (
        select kind, near_node, far_node, min(source_id) as tied_by_id
        from ties
        group by kind, near_node, far_node
    )

select
    pairs.kind,
    'id_link' as evidence,
    pairs.tied_by_id as evidence_value,
    'tied_by_ids' as reason,
    near_side.source_system,
    near_side.source_object,
    near_side.source_id,
    near_side.value,
    far_side.source_system as other_source_system,
    far_side.source_object as other_source_object,
    far_side.source_id as other_source_id,
    far_side.value as other_value
from pairs
inner join records as near_side on near_side.kind = pairs.kind and near_side.node = pairs.near_node
inner join records as far_side on far_side.kind = pairs.kind and far_side.node = pairs.far_node
