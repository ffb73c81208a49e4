-- No model reads yet: visit_id, name, topic, contact_id, created_at.
select
    id as visit_id,
    name,
    {{ blank_to_null("topic__c") }} as topic,
    contact__c as contact_id,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "visit") }}
