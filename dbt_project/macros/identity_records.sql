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
