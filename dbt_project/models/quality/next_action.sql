{#- Records that somebody should act on, and what the same work on all records of one owner is worth: of hand-overs
    what one has brought so far, of opportunities their amount by their chance. Actions overlap, so they
    are ranked and never added up. -#}
with
    handed_over as (select distinct cycle_key from {{ ref("fct_lead_handoff") }}),

    worth as (
        select
            {{
                ratio_of_amounts(
                    "sum(won.amount_corporate)",
                    "count(distinct handed_over.cycle_key)",
                    "decimal(24, 4)",
                    "1000000000000000",
                )
            }} as handoff_amount_corporate
        from handed_over
        left join
            {{ ref("fct_opportunity") }} as won
            on won.cycle_key = handed_over.cycle_key
            and won.is_won
    ),

    follow_ups as (
        select
            'follow_up' as action_kind,
            {{ nothing("text") }} as rule_id,
            responses.owner_key,
            responses.team,
            handoffs.evidence_system as source_system,
            {{ list_part("handoffs.evidence_source", ".", 1) }} as source_object,
            handoffs.evidence_id as source_id,
            responses.handoff_key as entity_key,
            responses.person_key,
            handoffs.account_key,
            {{ nothing("text") }} as opportunity_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            worth.handoff_amount_corporate as expected_amount_corporate
        from {{ ref("fct_lead_response") }} as responses
        inner join
            {{ ref("fct_lead_handoff") }} as handoffs
            on handoffs.handoff_key = responses.handoff_key
        cross join worth
        where responses.response_status = 'overdue'
    ),

    -- a finding on both records is one thing to do; what is stuck is told below
    found as (
        select
            findings.*,
            bridge.opportunity_key,
            row_number() over (
                partition by findings.rule_id, bridge.opportunity_key
                order by findings.source_system, findings.source_object, findings.finding_key
            ) as row_rank
        from {{ ref("finding") }} as findings
        inner join
            {{ ref("bridge_opportunity_source") }} as bridge
            on bridge.source_system = findings.source_system
            and bridge.source_object = findings.source_object
            and bridge.source_id = findings.source_id
        where findings.status not in ('fixed', 'waived') and findings.rule_id <> 'D007'
    ),

    on_opportunities as (
        select 'unstick' as action_kind, {{ nothing("text") }} as rule_id, ageing.*
        from
            (
                select owner_key, source_system, source_object, source_id, opportunity_key
                from {{ ref("fct_opportunity_ageing") }}
                where is_stuck
            ) as ageing
        union all
        select
            'fix' as action_kind,
            rule_id,
            owner_key,
            source_system,
            source_object,
            source_id,
            opportunity_key
        from found
        where row_rank = 1
    ),

    actions as (
        select *
        from follow_ups
        union all
        select
            on_opportunities.action_kind,
            on_opportunities.rule_id,
            on_opportunities.owner_key,
            owners.team,
            on_opportunities.source_system,
            on_opportunities.source_object,
            on_opportunities.source_id,
            on_opportunities.opportunity_key as entity_key,
            {{ nothing("text") }} as person_key,
            opportunities.account_key,
            on_opportunities.opportunity_key,
            opportunities.amount_corporate,
            cast(
                opportunities.amount_corporate * opportunities.probability_ratio as decimal(24, 4)
            ) as expected_amount_corporate
        from on_opportunities
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = on_opportunities.opportunity_key
            and opportunities.is_open
        left join {{ ref("dim_user") }} as owners on owners.owner_key = on_opportunities.owner_key
    ),

    summed as (
        select
            actions.*,
            count(*) over one_action as action_records,
            sum(amount_corporate) over one_action as action_amount,
            sum(expected_amount_corporate) over one_action as action_expected_amount
        from actions
        window one_action as (partition by action_kind, rule_id, owner_key)
    )

select
    {{ key_of(["action_kind", "rule_id", "entity_key"]) }} as action_key,
    dense_rank() over (
        order by
            action_expected_amount desc nulls last,
            action_amount desc nulls last,
            action_records desc,
            action_kind,
            {{ byte_order("rule_id") }},
            {{ byte_order("owner_key") }} nulls last
    ) as action_rank,
    action_kind,
    rule_id,
    owner_key,
    team,
    source_system,
    source_object,
    source_id,
    person_key,
    account_key,
    opportunity_key,
    amount_corporate,
    expected_amount_corporate,
    cast(action_records as bigint) as action_records,
    cast(action_amount as decimal(24, 4)) as action_amount_corporate,
    cast(action_expected_amount as decimal(24, 4)) as action_expected_amount_corporate
from summed
