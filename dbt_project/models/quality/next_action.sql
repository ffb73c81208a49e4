{#- What is due, the same work on all records of one owner together. Actions overlap, so they are ranked and
    never added up: in the order of problems, since each action is as severe as the rule that tells of it. -#}
with
    summed as (
        select
            actions.*,
            rules.severity,
            rules.severity_weight,
            count(*) over one_action as action_records,
            sum(actions.amount_corporate) over one_action as action_amount,
            sum(actions.amount_estimated) over one_action as action_estimated,
            sum(actions.expected_amount_corporate) over one_action as action_expected_amount
        from {{ ref("int_quality__due_actions") }} as actions
        left join {{ ref("int_quality__rules") }} as rules on rules.rule_id = actions.told_by
        window one_action as (partition by actions.action_kind, actions.rule_id, actions.owner_key)
    )

select
    {{ key_of(["action_kind", "rule_id", "entity_key"]) }} as action_key,
    dense_rank() over (
        order by
            {{ quality_worst_first("severity_weight", "action_expected_amount") }},
            {{ quality_known_and_estimated("action_amount", "action_estimated") }} desc,
            action_records desc,
            action_kind,
            {{ byte_order("rule_id") }},
            {{ byte_order("owner_key") }} nulls last
    ) as action_rank,
    action_kind,
    rule_id,
    severity,
    owner_key,
    team,
    source_system,
    source_object,
    source_id,
    person_key,
    account_key,
    opportunity_key,
    amount_corporate,
    amount_estimated,
    expected_amount_corporate,
    cast(action_records as bigint) as action_records,
    cast(action_amount as decimal(24, 4)) as action_amount_corporate,
    cast(action_estimated as decimal(24, 4)) as action_amount_estimated,
    cast(action_expected_amount as decimal(24, 4)) as action_expected_amount_corporate
from summed
