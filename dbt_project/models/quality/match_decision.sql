-- What people decided about two records, and whether it counts today.
with
    found as (
        select
            decisions.match_decision,
            'person' as kind,
            decisions.decision = 'different' and near_group.label = far_group.label as is_overruled
        from {{ ref("int_person_decisions__read") }} as decisions
        inner join
            {{ ref("int_person_groups__stated") }} as near_group
            on near_group.node = decisions.left_node
        inner join
            {{ ref("int_person_groups__stated") }} as far_group
            on far_group.node = decisions.right_node
        union all
        select
            decisions.match_decision,
            'account' as kind,
            decisions.decision = 'different' and near_group.label = far_group.label as is_overruled
        from {{ ref("int_account_decisions__read") }} as decisions
        inner join
            {{ ref("int_account_groups__stated") }} as near_group
            on near_group.node = decisions.left_node
        inner join
            {{ ref("int_account_groups__stated") }} as far_group
            on far_group.node = decisions.right_node
    )

select
    cast(decisions.match_decision as integer) as match_decision,
    found.kind,
    case
        when found.match_decision is null
        then 'not_found'
        when found.is_overruled
        then 'overruled'
        else 'in_force'
    end as state,
    decisions.decision,
    decisions.source_system,
    decisions.source_object,
    decisions.source_id,
    decisions.other_source_system,
    decisions.other_source_object,
    decisions.other_source_id,
    decisions.decided_by,
    decisions.decided_on,
    decisions.reason
from {{ ref("match_decisions") }} as decisions
left join found on found.match_decision = decisions.match_decision
