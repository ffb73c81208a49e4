{{ config(schema="intermediate") }}

-- The first fifteen characters identify a Salesforce record; the last three are a checksum that
-- some
-- integrations leave out.
with
    deal_stages as (
        select
            stage_id,
            max(stage_label) as stage_label,
            max(case when is_closed then 1 else 0 end) = 1 as is_closed,
            max(probability_ratio) as probability_ratio
        from {{ ref("stg_hubspot__pipelines") }}
        where object_type in ('deals', 'deal') and not is_deleted
        group by stage_id
    ),

    deals as (
        select
            deals.deal_id,
            deals.salesforce_opportunity_id,
            coalesce(deal_stages.stage_label, deals.stage_id) as stage_label,
            shared.shared_stage,
            coalesce(
                deals.is_won, deal_stages.is_closed and deal_stages.probability_ratio = 1, false
            ) as is_won,
            coalesce(deals.is_closed, deal_stages.is_closed, deals.is_won, false) as is_closed,
            {{ money("deals.amount") }} as amount,
            deals.currency_code
        from {{ ref("stg_hubspot__deals") }} as deals
        left join deal_stages on deals.stage_id = deal_stages.stage_id
        left join
            {{ ref("glossary_opportunity_stages") }} as shared
            on shared.system = 'hubspot'
            and deals.stage_id = shared.value
        where not deals.is_deleted and deals.salesforce_opportunity_id is not null
    ),

    opportunities as (
        select
            opportunities.opportunity_id,
            opportunities.stage_name,
            shared.shared_stage,
            opportunities.is_won,
            opportunities.is_closed,
            {{ money("opportunities.amount") }} as amount,
            opportunities.currency_code
        from {{ ref("stg_salesforce__opportunities") }} as opportunities
        left join
            {{ ref("glossary_opportunity_stages") }} as shared
            on shared.system = 'salesforce'
            and opportunities.stage_name = shared.value
        where not opportunities.is_deleted
    )

select
    bridge.opportunity_key,
    deals.deal_id as hubspot_deal_id,
    opportunities.opportunity_id as salesforce_opportunity_id,
    deals.stage_label as hubspot_stage,
    case
        when deals.is_won then 'won' when deals.is_closed then 'lost' else 'open'
    end as hubspot_category,
    deals.shared_stage as hubspot_shared_stage,
    deals.amount as hubspot_amount,
    deals.currency_code as hubspot_currency_code,
    opportunities.stage_name as salesforce_stage,
    case
        when opportunities.is_won then 'won' when opportunities.is_closed then 'lost' else 'open'
    end as salesforce_category,
    opportunities.shared_stage as salesforce_shared_stage,
    opportunities.amount as salesforce_amount,
    opportunities.currency_code as salesforce_currency_code
from deals
inner join
    opportunities
    on left(deals.salesforce_opportunity_id, 15) = left(opportunities.opportunity_id, 15)
left join
    {{ ref("bridge_opportunity_source") }} as bridge
    on bridge.source_system = 'salesforce'
    and opportunities.opportunity_id = bridge.source_id
