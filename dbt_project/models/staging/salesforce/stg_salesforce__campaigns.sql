{#- No model reads yet: budgeted_cost, is_active, modified_at. A budget is a plan, and no cost. -#}
select
    id as campaign_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("type") }} as campaign_type,
    {{ blank_to_null("status") }} as status,
    startdate as start_date,
    enddate as end_date,
    coalesce(isactive, false) as is_active,
    budgetedcost as budgeted_cost,
    actualcost as actual_cost,
    upper({{ blank_to_null("currencyisocode") }}) as currency_code,
    {{ blank_to_null("parentid") }} as parent_campaign_id,
    {{ blank_to_null("ownerid") }} as owner_id,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "campaign") }}
