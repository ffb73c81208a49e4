{#- No model reads yet: data_type. They tell what an opportunity was on a date. -#}
select
    id as history_id,
    {{ blank_to_null("leadid") }} as lead_id,
    {{ blank_to_null("field") }} as field_name,
    {{ blank_to_null("datatype") }} as data_type,
    {{ blank_to_null("oldvalue") }} as old_value,
    {{ blank_to_null("newvalue") }} as new_value,
    {{ blank_to_null("createdbyid") }} as created_by_id,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "lead_history") }}
