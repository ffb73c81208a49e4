{#- No model reads yet: contact_id. -#}
select
    id as influence_id,
    {{ blank_to_null("campaignid") }} as campaign_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("contactid") }} as contact_id,
    {{ blank_to_null("modelid") }} as influence_model_id,
    cast(influence / 100 as decimal(18, 6)) as influence_ratio,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "campaign_influence") }}
