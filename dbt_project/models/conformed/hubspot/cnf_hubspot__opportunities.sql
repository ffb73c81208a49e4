{#- Deals. HubSpot keeps the day on which a deal closes as an instant of the portal's own time zone. -#}
select
    'deals' as source_object,
    deal_id as source_id,
    name,
    'owners' as owner_object,
    owner_id,
    stage_id as stage_value,
    is_closed,
    is_won,
    forecast_category,
    case
        forecast_category
        when 'CLOSED'
        then 'closed'
        when 'OMIT'
        then 'omitted'
        when 'PIPELINE'
        then 'open'
        when 'BEST_CASE'
        then 'open'
        when 'COMMIT'
        then 'open'
    end as forecast_kind,
    next_step,
    deal_type as opportunity_type,
    pipeline_id as kind_id,
    probability_ratio,
    amount,
    amount_in_home_currency as home_amount,
    currency_code,
    original_source as source_value,
    created_at,
    modified_at,
    closed_at,
    {{ nothing("date") }} as close_date,
    is_deleted,
    deleted_at,
    merged_into,
    synced_at as seen_at
from {{ ref("stg_hubspot__deals") }}
