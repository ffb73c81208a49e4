{#- No model reads yet: is_active, model_type. An inactive model has no shares. -#}
select
    id as influence_model_id,
    {{ blank_to_null("masterlabel") }} as name,
    {{ blank_to_null("modeltype") }} as model_type,
    isactive as is_active,
    coalesce(isdefaultmodel, false) as is_default,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "campaign_influence_model") }}
