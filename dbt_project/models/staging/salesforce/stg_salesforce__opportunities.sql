{#- No model reads yet: record_type_id. It tells what an opportunity was on a date. -#}
select
    id as opportunity_id,
    {{ blank_to_null("accountid") }} as account_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("stagename") }} as stage_name,
    coalesce(isclosed, false) as is_closed,
    coalesce(iswon, false) as is_won,
    probability as probability_percent,
    {{ blank_to_null("forecastcategory") }} as forecast_category,
    amount,
    closedate as close_date,
    {{ blank_to_null("type") }} as opportunity_type,
    {{ blank_to_null("nextstep") }} as next_step,
    {{ blank_to_null("recordtypeid") }} as record_type_id,
    {{ blank_to_null("leadsource") }} as lead_source,
    {{ blank_to_null("campaignid") }} as campaign_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    {{ blank_to_null("currencyisocode") }} as currency_code,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "opportunity") }}
