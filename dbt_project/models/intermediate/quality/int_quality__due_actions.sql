{#- Records that somebody should act on, and what acting on each is worth: of hand-overs what one has brought
    so far, of opportunities their amount by their chance, where they have none what they are estimated
    at. `told_by` is the rule that tells what comes of leaving it. -#}
{%- set rules_of_kinds = {"follow_up": "L002", "unstick": "D007"} -%}
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
            {{ nothing("decimal(24, 4)") }} as amount_estimated,
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
        where
            findings.status not in ('fixed', 'waived')
            and findings.rule_id <> '{{ rules_of_kinds.unstick }}'
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
    )

select follow_ups.*, '{{ rules_of_kinds.follow_up }}' as told_by
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
    case when weighed.is_estimated then weighed.weight_amount end as amount_estimated,
    cast(
        weighed.weight_amount * opportunities.probability_ratio as decimal(24, 4)
    ) as expected_amount_corporate,
    coalesce(on_opportunities.rule_id, '{{ rules_of_kinds.unstick }}') as told_by
from on_opportunities
inner join
    {{ ref("fct_opportunity") }} as opportunities
    on opportunities.opportunity_key = on_opportunities.opportunity_key
    and opportunities.is_open
left join
    {{ ref("int_quality__open_amounts") }} as weighed
    on weighed.opportunity_key = on_opportunities.opportunity_key
left join {{ ref("dim_user") }} as owners on owners.owner_key = on_opportunities.owner_key
