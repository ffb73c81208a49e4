select 'account' as source_object, account_id as source_id, phone, street, postal_code, city
from {{ ref("stg_salesforce__accounts") }}
