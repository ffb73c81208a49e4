{#- One row per living HubSpot deal, with what it says about its stage read once for everybody: its own
    closed and won flags speak first, its pipeline's next. `opportunity_id` is the living Salesforce
    opportunity it is synced with; `place` is 1 for the deal that stands for it. -#}
with
    companies as (
        select
            links.from_id as deal_id,
            links.to_id as company_id,
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
    )

select
    deals.deal_id,
    opportunities.opportunity_id,
    row_number() over (
        partition by opportunities.opportunity_id
        order by length(deals.deal_id), {{ byte_order("deals.deal_id") }}
    ) as place,
    deals.name,
    companies.account_key,
    companies.company_id,
    deals.owner_id,
    deals.stage_id,
    coalesce(stages.stage_label, deals.stage_id) as stage_name,
    coalesce(deals.is_closed, stages.is_closed, deals.is_won, false) as is_closed,
    coalesce(deals.is_won, stages.is_closed and stages.probability_ratio = 1, false) as is_won,
    {{
        exact(
            "coalesce(deals.probability_ratio, stages.probability_ratio)",
            "decimal(18, 6)",
            limit=1000000,
        )
    }} as probability,
    {{ money("deals.amount") }} as amount,
    deals.currency_code,
    deals.deal_type as opportunity_type,
    deals.original_source,
    deals.created_at,
    case
        -- the calendar's first day has no day before it, in whatever time zone
        when deals.closed_at < timestamp '0001-01-02 00:00:00'
        then date '0001-01-01'
        -- HubSpot keeps the day somebody picked as an instant of the portal's own time zone
        else {{ local_date("deals.closed_at", "calendars.time_zone") }}
    end as close_date
from {{ ref("stg_hubspot__deals") }} as deals
inner join {{ ref("int_calendars__chosen") }} as calendars on calendars.system = 'hubspot'
left join
    {{ ref("stg_salesforce__opportunities") }} as opportunities
    on opportunities.opportunity_id = deals.salesforce_opportunity_id
    and not opportunities.is_deleted
left join {{ ref("int_deal_stages__described") }} as stages on stages.stage_id = deals.stage_id
left join companies on companies.deal_id = deals.deal_id and companies.place = 1
where not deals.is_deleted
