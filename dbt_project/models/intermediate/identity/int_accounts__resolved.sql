with
    methods as (
        select
            node,
            min(
                case match_method when 'merge' then 1 when 'id_link' then 2 else 3 end
            ) as method_rank
        from
            (
                select from_node as node, match_method
                from {{ ref("int_account_links__collected") }}
                union all
                select to_node as node, match_method
                from {{ ref("int_account_links__collected") }}
            ) as ends
        group by node
    ),

    living as (
        select groups.label
        from {{ ref("int_account_records__unioned") }} as records
        inner join
            {{ ref("int_account_groups__connected") }} as groups on groups.node = records.node
        where records.is_alive
        group by groups.label
    )

select
    records.source_system,
    records.source_object,
    records.source_id,
    {{ source_key("anchors.source_system", "anchors.source_object", "anchors.source_id") }}
    as account_key,
    case
        methods.method_rank
        when 1
        then 'merge'
        when 2
        then 'id_link'
        when 3
        then 'domain'
        else 'single'
    end as match_method,
    cast(case when methods.method_rank = 3 then 0.95 else 1 end as decimal(5, 4)) as match_score,
    records.is_alive
from {{ ref("int_account_records__unioned") }} as records
inner join {{ ref("int_account_groups__connected") }} as groups on groups.node = records.node
inner join living on living.label = groups.label
inner join {{ ref("int_account_records__unioned") }} as anchors on anchors.node = groups.label
left join methods on methods.node = records.node
