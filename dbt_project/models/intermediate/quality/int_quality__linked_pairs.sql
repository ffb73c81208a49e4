-- Two records of different systems that are one opportunity, side by side.
with
    records as (
        select
            described.*,
            amounts.currency_code as amount_currency_code,
            case
                when described.is_won then 'won' when described.is_closed then 'lost' else 'open'
            end as stage_category
        from {{ ref("int_opportunity_records__described") }} as described
        inner join
            {{ ref("int_opportunity_amounts__converted") }} as amounts
            on described.source_system = amounts.source_system
            and described.source_object = amounts.source_object
            and described.source_id = amounts.source_id
    )

select
    mains.opportunity_key,
    copies.source_id as hubspot_deal_id,
    mains.source_id as salesforce_opportunity_id,
    copies.stage_name as hubspot_stage,
    copies.stage_category as hubspot_category,
    copies.shared_stage as hubspot_shared_stage,
    copies.amount as hubspot_amount,
    copies.amount_currency_code as hubspot_currency_code,
    mains.stage_name as salesforce_stage,
    mains.stage_category as salesforce_category,
    mains.shared_stage as salesforce_shared_stage,
    mains.amount as salesforce_amount,
    mains.amount_currency_code as salesforce_currency_code
from records as copies
inner join records as mains on mains.opportunity_key = copies.opportunity_key and mains.is_main
where not copies.is_main and copies.source_system = 'hubspot' and mains.source_system = 'salesforce'
