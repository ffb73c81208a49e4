select
    'opportunity' as source_object,
    opportunity_id as source_id,
    name,
    'user' as owner_object,
    owner_id,
    stage_name as stage_value,
    is_closed,
    is_won,
    forecast_category,
    case
        forecast_category
        when 'Closed'
        then 'closed'
        when 'Omitted'
        then 'omitted'
        when 'Pipeline'
        then 'open'
        when 'BestCase'
        then 'open'
        when 'MostLikely'
        then 'open'
        when 'Forecast'
        then 'open'
    end as forecast_kind,
    next_step,
    opportunity_type,
    record_type_id as kind_id,
    probability_percent / 100 as probability_ratio,
    amount,
    {{ nothing("number") }} as home_amount,
    currency_code,
    lead_source as source_value,
    created_at,
    modified_at,
    {{ nothing("timestamp") }} as closed_at,
    close_date,
    is_deleted,
    deleted_at,
    merged_into,
    synced_at as seen_at
from {{ ref("stg_salesforce__opportunities") }}
