{#- One row per opportunity. A deal synced with a live Salesforce opportunity is that opportunity:
    Salesforce speaks, the deal is only remembered. Other deals are opportunities of their own. -#}
with
    opportunities as (
        select * from {{ ref("stg_salesforce__opportunities") }} where not is_deleted
    ),

    deals as (select * from {{ ref("int_deals__staged") }}),

    salesforce_rows as (
        select
            'salesforce' as source_system,
            'opportunity' as source_object,
            opportunities.opportunity_id as source_id,
            opportunities.opportunity_id as salesforce_opportunity_id,
            deals.deal_id as hubspot_deal_id,
            opportunities.name,
            accounts.account_key,
            opportunities.account_id as company_id,
            opportunities.owner_id,
            opportunities.stage_name,
            opportunities.stage_name as stage_value,
            opportunities.is_closed,
            opportunities.is_won,
            opportunities.forecast_category,
            opportunities.opportunity_type,
            {{ exact("opportunities.probability_percent", "decimal(18, 6)", limit=1000000) }}
            / 100 as probability,
            opportunities.lead_source as source_value,
            opportunities.created_at,
            opportunities.close_date
        from opportunities
        left join deals on deals.opportunity_id = opportunities.opportunity_id and deals.place = 1
        left join
            {{ ref("int_accounts__resolved") }} as accounts
            on accounts.source_system = 'salesforce'
            and accounts.source_id = opportunities.account_id
    ),

    hubspot_rows as (
        select
            'hubspot' as source_system,
            'deals' as source_object,
            deals.deal_id as source_id,
            cast(null as varchar) as salesforce_opportunity_id,
            deals.deal_id as hubspot_deal_id,
            deals.name,
            deals.account_key,
            deals.company_id,
            deals.owner_id,
            deals.stage_name,
            deals.stage_id as stage_value,
            deals.is_closed,
            deals.is_won,
            cast(null as varchar) as forecast_category,
            deals.opportunity_type,
            deals.probability,
            deals.original_source as source_value,
            deals.created_at,
            deals.close_date
        from deals
        where deals.opportunity_id is null
    ),

    unified as (
        select *
        from salesforce_rows
        union all
        select *
        from hubspot_rows
    )

select
    {{ source_key("unified.source_system", "unified.source_object", "unified.source_id") }}
    as opportunity_key,
    unified.source_system,
    unified.source_object,
    unified.source_id,
    unified.salesforce_opportunity_id,
    unified.hubspot_deal_id,
    unified.name,
    unified.account_key,
    unified.company_id,
    owners.owner_key,
    unified.stage_name,
    unified.stage_value,
    case
        when unified.is_won then 'won' when unified.is_closed then 'lost' else shared.shared_stage
    end as shared_stage,
    case
        when unified.is_won then 'won' when unified.is_closed then 'lost' else 'open'
    end as stage_category,
    unified.forecast_category,
    unified.opportunity_type,
    -- a chance of 150 per cent is nobody's estimate
    case
        when unified.probability between 0 and 1
        then cast(round(unified.probability, 6) as decimal(18, 6))
    end as probability_ratio,
    amounts.amount,
    amounts.currency_code,
    amounts.amount_corporate,
    amounts.amount_conversion,
    unified.source_value,
    unified.created_at,
    calendars.time_zone,
    {{ local_date("unified.created_at", "calendars.time_zone") }} as created_date,
    unified.close_date,
    not unified.is_closed and not unified.is_won as is_open,
    unified.is_won,
    unified.is_closed and not unified.is_won as is_lost
from unified
inner join
    {{ ref("int_calendars__chosen") }} as calendars on calendars.system = unified.source_system
inner join
    {{ ref("int_opportunity_amounts__converted") }} as amounts
    on amounts.source_system = unified.source_system
    and amounts.source_id = unified.source_id
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = unified.source_system
    and owners.source_id = unified.owner_id
left join
    {{ ref("glossary_opportunity_stages") }} as shared
    on shared.system = unified.source_system
    and shared.value = unified.stage_value
