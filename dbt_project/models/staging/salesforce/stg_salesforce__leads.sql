{#- No model reads yet: company_name, industry, phone, rating, record_type_id, state. They tell one
    person or company from another. -#}
select
    id as lead_id,
    {{ blank_to_null("email") }} as email,
    {{ blank_to_null("firstname") }} as first_name,
    {{ blank_to_null("lastname") }} as last_name,
    {{ blank_to_null("company") }} as company_name,
    {{ blank_to_null("title") }} as job_title,
    {{ blank_to_null("phone") }} as phone,
    {{ blank_to_null("country") }} as country,
    {{ blank_to_null("state") }} as state,
    {{ blank_to_null("status") }} as status,
    {{ blank_to_null("leadsource") }} as lead_source,
    {{ blank_to_null("ownerid") }} as owner_id,
    coalesce(isconverted, false) as is_converted,
    converteddate as converted_date,
    {{ salesforce_id_18(blank_to_null("convertedaccountid")) }} as converted_account_id,
    {{ salesforce_id_18(blank_to_null("convertedcontactid")) }} as converted_contact_id,
    {{ salesforce_id_18(blank_to_null("convertedopportunityid")) }} as converted_opportunity_id,
    {{ blank_to_null("industry") }} as industry,
    {{ blank_to_null("rating") }} as rating,
    {{ blank_to_null("recordtypeid") }} as record_type_id,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ blank_to_null("masterrecordid") }} as master_lead_id,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "lead") }}
