{#- One row per opportunity. A deal synced with a live Salesforce opportunity is that opportunity:
    Salesforce speaks, the deal is only remembered. Other deals are opportunities of their own. -#}
with
    opportunities as (
        select * from {{ ref("stg_salesforce__opportunities") }} where not is_deleted
    ),

    deals as (
        select
            deals.*,
            opportunities.opportunity_id,
            row_number() over (
                partition by opportunities.opportunity_id
                order by length(deals.deal_id), {{ byte_order("deals.deal_id") }}
            ) as place
        from {{ ref("stg_hubspot__deals") }} as deals
        left join opportunities on opportunities.opportunity_id = deals.salesforce_opportunity_id
        where not deals.is_deleted
    ),

    stages as (
        select
            stage_id,
            max(pipeline_id) as pipeline_id,
            max(stage_label) as stage_label,
            max(case when is_closed then 1 else 0 end) = 1 as is_closed,
            max(probability_ratio) as probability_ratio
        from {{ ref("stg_hubspot__pipelines") }}
        where object_type in ('deals', 'deal') and not is_deleted
        group by stage_id
    ),

    deal_companies as (
        select
            links.from_id as deal_id,
            accounts.account_key,
            row_number() over (
                partition by links.from_id
                order by
                    -- type 5 is HubSpot's own "primary company"
                    case when links.type_id = 5 then 0 else 1 end,
                    length(links.to_id),
                    {{ byte_order("links.to_id") }}
            ) as place
        from {{ ref("stg_hubspot__associations") }} as links
        inner join
            {{ ref("int_accounts__resolved") }} as accounts
            on accounts.source_system = 'hubspot'
            and accounts.source_id = links.to_id
        where links.from_type = 'deals' and links.to_type = 'companies' and not links.is_deleted
    ),

    currencies as (
        select
            coalesce(
                {{ glossary("corporate_currency") }},
                max(case when system = 'salesforce' then currency end),
                max(case when system = 'hubspot' then currency end)
            ) as corporate_currency,
            max(case when system = 'hubspot' then currency end) as home_currency,
            max(case when system = 'hubspot' then time_zone end) as portal_time_zone
        from
            (
                select 'salesforce' as system, currency, time_zone
                from {{ ref("stg_salesforce__source_info") }}
                union all
                select 'hubspot' as system, currency, time_zone
                from {{ ref("stg_hubspot__source_info") }}
            ) as sources
    ),

    salesforce_rows as (
        select
            'salesforce' as source_system,
            'opportunity' as source_object,
            opportunities.opportunity_id as source_id,
            opportunities.opportunity_id as salesforce_opportunity_id,
            deals.deal_id as hubspot_deal_id,
            opportunities.name,
            accounts.account_key,
            opportunities.owner_id,
            opportunities.stage_name,
            opportunities.stage_name as stage_value,
            opportunities.is_closed,
            opportunities.is_won,
            opportunities.forecast_category,
            {{ exact("opportunities.probability_percent", "decimal(18, 6)", limit=1000000) }}
            / 100 as probability,
            {{ money("opportunities.amount") }} as amount,
            cast(null as decimal(18, 2)) as home_amount,
            opportunities.currency_code,
            opportunities.lead_source as source_value,
            opportunities.created_at,
            opportunities.close_date,
            cast(null as timestamp) as closed_at
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
            deal_companies.account_key,
            deals.owner_id,
            coalesce(stages.stage_label, deals.stage_id) as stage_name,
            deals.stage_id as stage_value,
            coalesce(deals.is_closed, stages.is_closed, deals.is_won, false) as is_closed,
            coalesce(
                deals.is_won, stages.is_closed and stages.probability_ratio = 1, false
            ) as is_won,
            cast(null as varchar) as forecast_category,
            {{
                exact(
                    "coalesce(deals.probability_ratio, stages.probability_ratio)",
                    "decimal(18, 6)",
                    limit=1000000,
                )
            }} as probability,
            {{ money("deals.amount") }} as amount,
            {{ money("deals.amount_in_home_currency") }} as home_amount,
            deals.currency_code,
            deals.original_source as source_value,
            deals.created_at,
            cast(null as date) as close_date,
            deals.closed_at
        from deals
        left join stages on stages.stage_id = deals.stage_id
        left join
            deal_companies on deal_companies.deal_id = deals.deal_id and deal_companies.place = 1
        where deals.opportunity_id is null
    ),

    vendor_rows as (
        select *
        from salesforce_rows
        union all
        select *
        from hubspot_rows
    ),

    -- an amount without a code is in its system's own currency
    unified as (
        select
            vendor_rows.*,
            coalesce(
                vendor_rows.currency_code,
                case
                    when vendor_rows.source_system = 'hubspot'
                    then currencies.home_currency
                    else currencies.corporate_currency
                end
            ) as amount_currency
        from vendor_rows
        cross join currencies
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
    owners.owner_key,
    unified.stage_name,
    case
        when unified.is_won then 'won' when unified.is_closed then 'lost' else shared.shared_stage
    end as shared_stage,
    case
        when unified.is_won then 'won' when unified.is_closed then 'lost' else 'open'
    end as stage_category,
    unified.forecast_category,
    cast(round(unified.probability, 6) as decimal(18, 6)) as probability_ratio,
    unified.amount,
    unified.amount_currency as currency_code,
    case
        when
            unified.amount_currency is null
            or unified.amount_currency = currencies.corporate_currency
        then unified.amount
        when currencies.home_currency = currencies.corporate_currency
        then unified.home_amount
    end as amount_corporate,
    unified.source_value,
    unified.created_at,
    {{ reporting_date("unified.created_at") }} as created_date,
    coalesce(
        unified.close_date,
        -- HubSpot keeps the day somebody picked as an instant of the portal's own time zone
        cast(
            (unified.closed_at at time zone 'UTC')
            at time zone coalesce(currencies.portal_time_zone, 'UTC') as date
        )
    ) as close_date,
    not unified.is_closed and not unified.is_won as is_open,
    unified.is_won,
    unified.is_closed and not unified.is_won as is_lost
from unified
cross join currencies
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = unified.source_system
    and owners.source_id = unified.owner_id
left join
    {{ ref("glossary_opportunity_stages") }} as shared
    on shared.system = unified.source_system
    and shared.value = unified.stage_value
