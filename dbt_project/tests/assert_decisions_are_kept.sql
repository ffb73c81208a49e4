-- A hit is a decision in force that the keys do not keep: two records decided to be the same
-- under two
-- keys, or two decided to be different under one.
{{ config(meta={"dagster": {"ref": {"name": "match_decision"}}}) -}}
with
    keys as (
        select source_system, source_object, source_id, person_key as entity_key
        from {{ ref("int_persons__resolved") }}
        union all
        select source_system, source_object, source_id, account_key as entity_key
        from {{ ref("int_accounts__resolved") }}
    )

select decisions.match_decision, decisions.decision
from {{ ref("match_decision") }} as decisions
inner join
    keys as near_key
    on near_key.source_system = decisions.source_system
    and near_key.source_object = decisions.source_object
    and near_key.source_id = decisions.source_id
inner join
    keys as far_key
    on far_key.source_system = decisions.other_source_system
    and far_key.source_object = decisions.other_source_object
    and far_key.source_id = decisions.other_source_id
where
    decisions.state = 'in_force'
    and (decisions.decision = 'same') <> (near_key.entity_key = far_key.entity_key)
