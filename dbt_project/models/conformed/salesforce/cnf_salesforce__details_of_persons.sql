{#- A contact says where it works by its account, a lead in words. -#}
select
    'contact' as source_object,
    contact_id as source_id,
    phone,
    mobile_phone,
    {{ as_text("birth_date") }} as birth_date,
    street,
    postal_code,
    city,
    {{ nothing("text") }} as company_name
from {{ ref("stg_salesforce__contacts") }}
union all
select
    'lead' as source_object,
    lead_id as source_id,
    phone,
    mobile_phone,
    {{ nothing("text") }} as birth_date,
    street,
    postal_code,
    city,
    company_name as company_name
from {{ ref("stg_salesforce__leads") }}
