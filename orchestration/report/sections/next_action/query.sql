-- name: actions
with actions as (
    select action_rank, action_kind, rule_id, min(severity) as severity, owner_key,
           min(team) as team, min(action_records) as records,
           min(action_amount_corporate) as amount, min(action_amount_estimated) as estimated_amount,
           min(action_expected_amount_corporate) as expected_amount
    from quality.next_action
    where action_rank <= 5
    group by action_rank, action_kind, rule_id, owner_key
)

select a.action_rank, a.action_kind, a.severity, a.team, a.records, a.amount,
       a.estimated_amount, a.expected_amount,
       r.name as rule_name, r.how_to_fix, a.owner_key, u.name as owner_name, u.hubspot_owner_id,
       u.salesforce_user_id
from actions as a
left join quality.rule_result as r on r.rule_id = a.rule_id
left join marts.dim_user as u on u.owner_key = a.owner_key
order by a.action_rank

-- name: examples
-- the first records of the action that comes first
select source_system, source_object, source_id
from quality.next_action
where action_rank = 1
order by expected_amount_corporate desc nulls last, action_key
limit 6

-- name: records
select a.action_rank, a.action_kind, a.rule_id, r.name as rule, a.severity, u.name as owner_name, a.team,
       a.source_system, a.source_object, a.source_id, a.amount_corporate,
       a.amount_estimated, a.expected_amount_corporate, a.person_key, a.account_key, a.opportunity_key
from quality.next_action as a
left join quality.rule_result as r on r.rule_id = a.rule_id
left join marts.dim_user as u on u.owner_key = a.owner_key
order by a.action_rank, a.expected_amount_corporate desc nulls last, a.action_key
