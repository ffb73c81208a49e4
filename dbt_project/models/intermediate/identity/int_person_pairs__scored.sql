{#- One row per two groups of records that look like one person and that nothing exact joins: no `reason`
    and the score joins them, else why it does not. -#}
with
    pairs as ({{ best_scored_pairs("person") }}),

    conflicts as ({{ groups_with_conflicts("person") }}),

    different as (
        {{
            groups_decided_different(
                ref("int_person_decisions__read"), ref("int_person_groups__exact")
            )
        }}
    )

select pairs.*, case {{ reason_not_to_merge("pairs", "different", "conflicts") }} end as reason
from pairs
left join
    different
    on different.left_label = pairs.left_label
    and different.right_label = pairs.right_label
left join
    conflicts
    on conflicts.left_label = pairs.left_label
    and conflicts.right_label = pairs.right_label
