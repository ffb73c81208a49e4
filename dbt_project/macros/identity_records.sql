{#- Body of a query over records(node, source_system, source_object, source_id, merged_into): the links by
    which the systems themselves, or people's decisions, say that two of them are one, as (from_node,
    to_node, match_method). -#}
{% macro stated_links(records, decisions) -%}
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
    union
    select left_node as from_node, right_node as to_node, 'decision' as match_method
    from {{ decisions }}
    where decision = 'same'
{%- endmacro %}


{#- A query: one row per record with the key of the person or account it belongs to, the surest method by
    which it was linked (one of `methods`, surest first), how sure that is, and since when that can have
    been so: since the later of the two records was created, or since somebody decided.
    The key is made of the record that was created first: one that comes later changes no key. A group
    without a living record is left out. -#}
{% macro resolved_records(kind, methods) -%}
    {%- set records = ref("int_" ~ kind ~ "_records__unioned") -%}
    {%- set groups = ref("int_" ~ kind ~ "_groups__connected") -%}
    with
        grouped as (
            select
                records.*,
                groups.label,
                row_number() over (
                    partition by groups.label
                    order by
                        records.created_at nulls last,
                        case when records.is_alive then 1 else 0 end,
                        records.node
                ) as age_rank
            from {{ records }} as records
            inner join {{ groups }} as groups on groups.node = records.node
        ),

        -- a tie between groups that stayed apart is none
        ties as (
            select
                near_side.node as left_node,
                far_side.node as right_node,
                links.match_method,
                links.score,
                coalesce(
                    links.decided_at,
                    {{ greatest_of(["near_side.created_at", "far_side.created_at"]) }}
                ) as valid_from_at
            from {{ ref("int_" ~ kind ~ "_links__collected") }} as links
            inner join grouped as near_side on near_side.node = links.from_node
            inner join
                grouped as far_side
                on far_side.node = links.to_node
                and far_side.label = near_side.label
        ),

        ends as (
            select left_node as node, match_method, score, valid_from_at
            from ties
            union all
            select right_node as node, match_method, score, valid_from_at
            from ties
        ),

        ranked as (
            select
                ends.*,
                row_number() over (
                    partition by node
                    order by
                        case
                            match_method
                            {%- for method in methods %}
                                when '{{ method }}' then {{ loop.index }}
                            {%- endfor %}
                        end,
                        score desc nulls last,
                        valid_from_at nulls last
                ) as method_rank
            from ends
        ),

        living as (select distinct label from grouped where is_alive)

    select
        grouped.source_system,
        grouped.source_object,
        grouped.source_id,
        {{ source_key("anchors.source_system", "anchors.source_object", "anchors.source_id") }}
        as {{ kind }}_key,
        coalesce(ranked.match_method, 'single') as match_method,
        cast(
            case
                when ranked.match_method = 'score'
                then ranked.score
                when ranked.match_method in ('email', 'domain')
                then 0.95
                else 1
            end as decimal(5, 4)
        ) as match_score,
        case
            when ranked.node is null then grouped.created_at else ranked.valid_from_at
        end as valid_from_at,
        grouped.is_alive
    from grouped
    inner join living on living.label = grouped.label
    inner join grouped as anchors on anchors.label = grouped.label and anchors.age_rank = 1
    left join ranked on ranked.node = grouped.node and ranked.method_rank = 1
{%- endmacro %}
