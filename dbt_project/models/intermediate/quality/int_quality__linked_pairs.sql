with
    deals as (
        select
            deals.deal_id,
            deals.opportunity_id,
            deals.stage_name as stage_label,
            shared.shared_stage,
            deals.is_won,
            deals.is_closed,
            amounts.amount,
            amounts.currency_code
        from {{ ref("int_deals__staged") }} as deals
        inner join
            {{ ref("int_opportunity_amounts__converted") }} as amounts
            on amounts.source_system = 'hubspot'
            and deals.deal_id = amounts.source_id
        left join
            {{ ref("glossary_opportunity_stages") }} as shared
            on shared.system = 'hubspot'
            and deals.stage_id = shared.value
        where deals.opportunity_id is not null
    ),

    opportunities as (
        select
            opportunities.opportunity_id,
            opportunities.stage_name,
            shared.shared_stage,
            opportunities.is_won,
            opportunities.is_closed,
            amounts.amount,
            amounts.currency_code
        from {{ ref("stg_salesforce__opportunities") }} as opportunities
        inner join
            {{ ref("int_opportunity_amounts__converted") }} as amounts
            on amounts.source_system = 'salesforce'
            and opportunities.opportunity_id = amounts.source_id
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
inner join opportunities on deals.opportunity_id = opportunities.opportunity_id
left join
    {{ ref("bridge_opportunity_source") }} as bridge
    on bridge.source_system = 'salesforce'
    and opportunities.opportunity_id = bridge.source_id
