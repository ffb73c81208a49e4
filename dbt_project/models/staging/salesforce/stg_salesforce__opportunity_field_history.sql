{#- No model reads yet: created_at, created_by_id, data_type, field_name, history_id, new_value,
    old_value, opportunity_id. They tell what an opportunity was on a date. -#}
select
    id as history_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("field") }} as field_name,
    {{ blank_to_null("datatype") }} as data_type,
    {{ blank_to_null("oldvalue") }} as old_value,
    {{ blank_to_null("newvalue") }} as new_value,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "opportunity_field_history") }}
