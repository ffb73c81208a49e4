select 'companies' as source_object, company_id as source_id, phone, street, postal_code, city
from {{ ref("stg_hubspot__companies") }}
