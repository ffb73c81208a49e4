{#- No model reads yet: created_by_id. It tells who changed it. -#}
select
    id as history_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("stagename") }} as stage_name,
    amount,
    closedate as close_date,
    probability as probability_percent,
    {{ blank_to_null("forecastcategory") }} as forecast_category,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "opportunity_history") }}
