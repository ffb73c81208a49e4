{#- No model reads yet: annual_revenue, city, employee_count, lifecycle_stage, modified_at,
    parent_company_id, state. They tell one person or company from another. -#}
select
    id as company_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("domain") }} as domain,
    {{ blank_to_null("website") }} as website,
    {{ blank_to_null("industry") }} as industry,
    numberofemployees as employee_count,
    annualrevenue as annual_revenue,
    {{ blank_to_null("country") }} as country,
    {{ blank_to_null("state") }} as state,
    {{ blank_to_null("city") }} as city,
    {{ blank_to_null("lifecyclestage") }} as lifecycle_stage,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ salesforce_id_18(blank_to_null("salesforceaccountid")) }} as salesforce_account_id,
    {{ blank_to_null("hs_merged_object_ids") }} as merged_object_ids,
    {{ blank_to_null("hs_parent_company_id") }} as parent_company_id,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "companies") }}
