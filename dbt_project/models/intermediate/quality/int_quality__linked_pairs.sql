-- Two records of different systems that are one opportunity, side by side: the one that represents
-- it, and the other.
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
    mains.source_system,
    mains.source_object,
    mains.source_id,
    mains.stage_name,
    mains.stage_category,
    mains.shared_stage,
    mains.amount,
    mains.amount_currency_code,
    others.source_system as other_source_system,
    others.source_object as other_source_object,
    others.source_id as other_source_id,
    others.stage_name as other_stage_name,
    others.stage_category as other_stage_category,
    others.shared_stage as other_shared_stage,
    others.amount as other_amount,
    others.amount_currency_code as other_amount_currency_code
from records as others
inner join records as mains on mains.opportunity_key = others.opportunity_key and mains.is_main
where not others.is_main and others.source_system <> mains.source_system
