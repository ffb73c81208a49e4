{#- No model reads yet: state. It tells one person from another. -#}
select
    id as contact_id,
    {{ blank_to_null("accountid") }} as account_id,
    {{ blank_to_null("email") }} as email,
    {{ blank_to_null("firstname") }} as first_name,
    {{ blank_to_null("lastname") }} as last_name,
    {{ blank_to_null("title") }} as job_title,
    {{ blank_to_null("phone") }} as phone,
    {{ blank_to_null("mobilephone") }} as mobile_phone,
    birthdate as birth_date,
    {{ blank_to_null("mailingstreet") }} as street,
    {{ blank_to_null("mailingpostalcode") }} as postal_code,
    {{ blank_to_null("mailingcity") }} as city,
    {{ blank_to_null("mailingcountry") }} as country,
    {{ blank_to_null("mailingstate") }} as state,
    {{ blank_to_null("leadsource") }} as lead_source,
    {{ blank_to_null("ownerid") }} as owner_id,
    coalesce(ispersonaccount, false) as is_person_account,
    createddate as created_at,
    lastmodifieddate as modified_at,
    {{ blank_to_null("masterrecordid") }} as master_contact_id,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "contact") }}
