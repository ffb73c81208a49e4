{#- Body of a query: one row per record that ids tie to two living records of one other system which that
    system itself does not hold to be one: neither merged, nor converted, nor decided to be the same.
    They are one to us, since the systems state it, and one of the statements may be wrong: `near_node`
    and `far_node` are the two. Told of the record that was made last where several are one. -#}
{% macro contradicting_ties(kind) -%}
    {%- set records = ref("int_" ~ kind ~ "_records__unioned") -%}
    {%- set groups = ref("int_" ~ kind ~ "_groups__stated") -%}
    {%- set links = ref("int_" ~ kind ~ "_links__stated") -%}
    with
        -- a group that has no two living records of one system contradicts nothing
        doubtful as (
            select groups.label
            from {{ groups }} as groups
            inner join {{ records }} as records on records.node = groups.node
            where records.is_alive
            group by groups.label
            having
                count(*) > count(distinct records.source_system)
                and count(distinct records.source_system) > 1
        ),

        records as (
            select records.*
            from {{ records }} as records
            inner join {{ groups }} as groups on groups.node = records.node
            where groups.label in (select label from doubtful)
        ),

        links as (
            select
                near_side.node as from_node,
                far_side.node as to_node,
                near_side.source_system = far_side.source_system
                or links.match_method = 'decision' as is_vouched
            from {{ links }} as links
            inner join records as near_side on near_side.node = links.from_node
            inner join records as far_side on far_side.node = links.to_node
        ),

        vouched_links as (select from_node, to_node from links where is_vouched),

        vouched as ({{ connected_components("records", "vouched_links") }}),

        -- of the records of a system that are vouched to be one, the one to tell of
        faces as (
            select label, source_system, source_object, source_id, node
            from
                (
                    select
                        vouched.label,
                        records.*,
                        row_number() over (
                            partition by vouched.label, records.source_system
                            order by records.created_at desc nulls last, records.node desc
                        ) as place
                    from records
                    inner join vouched on vouched.node = records.node
                    where records.is_alive
                ) as ranked
            where place = 1
        ),

        tied as (
            select near_group.label, far_group.label as tied_label
            from links
            inner join vouched as near_group on near_group.node = links.from_node
            inner join vouched as far_group on far_group.node = links.to_node
            where near_group.label <> far_group.label
        ),

        both_ways as (
            select label, tied_label
            from tied
            union
            select tied_label as label, label as tied_label
            from tied
            union
            select label, label as tied_label
            from tied
            union
            select tied_label as label, tied_label
            from tied
        ),

        -- what each is tied to in a system where it is not told of itself
        ends as (
            select
                faces.source_system,
                faces.source_object,
                faces.source_id,
                tied_faces.node,
                min(tied_faces.node) over (
                    partition by faces.node, tied_faces.source_system
                ) as first_node
            from both_ways
            inner join faces on faces.label = both_ways.label
            inner join
                faces as tied_faces
                on tied_faces.label = both_ways.tied_label
                and tied_faces.source_system <> faces.source_system
        )

    select source_system, source_object, source_id, first_node as near_node, node as far_node
    from ends
    where node <> first_node
{%- endmacro %}
