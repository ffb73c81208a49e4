{#- One row per two groups of records that look like one company and that nothing exact joins: no `reason`
    and the score joins them, else why it does not. -#}
with
    pairs as ({{ best_scored_pairs("account") }}),

    conflicts as ({{ groups_with_conflicts("account") }}),

    different as (
        {{
            groups_decided_different(
                ref("int_account_decisions__read"), ref("int_account_groups__exact")
            )
        }}
    ),

    one_per_company as (
        select distinct groups.label, records.source_system
        from {{ ref("int_account_records__unioned") }} as records
        inner join {{ ref("int_account_groups__exact") }} as groups on groups.node = records.node
        where records.is_one_per_company and records.is_alive
    ),

    two_of_one_system as (
        select pairs.left_label, pairs.right_label, min(near_side.source_system) as source_system
        from pairs
        inner join one_per_company as near_side on near_side.label = pairs.left_label
        inner join
            one_per_company as far_side
            on far_side.label = pairs.right_label
            and far_side.source_system = near_side.source_system
        group by pairs.left_label, pairs.right_label
    )

select
    pairs.*,
    case
        {{ reason_not_to_merge("pairs", "different", "conflicts") }}
        when two_of_one_system.source_system is not null
        then 'two_' || two_of_one_system.source_system || '_accounts'
    end as reason
from pairs
left join
    different
    on different.left_label = pairs.left_label
    and different.right_label = pairs.right_label
left join
    conflicts
    on conflicts.left_label = pairs.left_label
    and conflicts.right_label = pairs.right_label
left join
    two_of_one_system
    on two_of_one_system.left_label = pairs.left_label
    and two_of_one_system.right_label = pairs.right_label
