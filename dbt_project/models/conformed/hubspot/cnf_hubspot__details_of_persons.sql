select
    'contacts' as source_object,
    contact_id as source_id,
    phone,
    mobile_phone,
    birth_date as birth_date,
    street,
    postal_code,
    city,
    company_name as company_name
from {{ ref("stg_hubspot__contacts") }}
