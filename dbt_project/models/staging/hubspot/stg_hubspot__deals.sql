select
    id as deal_id,
    {{ blank_to_null("dealname") }} as name,
    {{ blank_to_null("pipeline") }} as pipeline_id,
    {{ blank_to_null("dealstage") }} as stage_id,
    amount,
    amount_in_home_currency,
    {{ blank_to_null("deal_currency_code") }} as currency_code,
    closedate as closed_at,
    createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hs_is_closed as is_closed,
    hs_is_closed_won as is_won,
    hs_deal_stage_probability as probability_ratio,
    {{ salesforce_id_18(blank_to_null("hs_salesforceopportunityid")) }}
    as salesforce_opportunity_id,
    {{ blank_to_null("hs_analytics_source") }} as original_source,
    {{ blank_to_null("dealtype") }} as deal_type,
    {{ blank_to_null("hs_merged_object_ids") }} as merged_object_ids,
    {{ blank_to_null("hs_manual_forecast_category") }} as forecast_category,
    {{ blank_to_null("hs_next_step") }} as next_step,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "deals") }}
