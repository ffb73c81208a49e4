-- Two records of different systems that are one opportunity, side by side: the one that represents
-- it, and the other.
with
    records as (
        select
            described.*,
            amounts.currency_code as amount_currency_code,
            owners.owner_key,
            owners.email as owner_email,
            coalesce(
                owners.name || coalesce(' (' || owners.email || ')', ''), owners.email
            ) as owner_name,
            case
                when described.is_won then 'won' when described.is_closed then 'lost' else 'open'
            end as stage_category
        from {{ ref("int_opportunity_records__described") }} as described
        inner join
            {{ ref("int_opportunity_amounts__converted") }} as amounts
            on described.source_system = amounts.source_system
            and described.source_object = amounts.source_object
            and described.source_id = amounts.source_id
        left join
            {{ ref("int_owners__resolved") }} as owners
            on described.source_system = owners.source_system
            and described.owner_object = owners.source_object
            and described.owner_id = owners.source_id
    )

select
    mains.opportunity_key,
    mains.source_system,
    mains.source_object,
    mains.source_id,
    mains.stage_name,
    mains.stage_category,
    mains.shared_stage,
    mains.amount,
    mains.amount_currency_code,
    mains.close_date,
    mains.owner_key,
    mains.owner_email,
    mains.owner_name,
    others.source_system as other_source_system,
    others.source_object as other_source_object,
    others.source_id as other_source_id,
    others.stage_name as other_stage_name,
    others.stage_category as other_stage_category,
    others.shared_stage as other_shared_stage,
    others.amount as other_amount,
    others.amount_currency_code as other_amount_currency_code,
    others.close_date as other_close_date,
    others.owner_key as other_owner_key,
    others.owner_email as other_owner_email,
    others.owner_name as other_owner_name
from records as others
inner join records as mains on mains.opportunity_key = others.opportunity_key and mains.is_main
where not others.is_main and others.source_system <> mains.source_system
