select
    id as contract_id,
    {{ blank_to_null("accountid") }} as account_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("contractnumber") }} as contract_number,
    {{ blank_to_null("status") }} as status,
    {{ blank_to_null("statuscode") }} as status_category,
    contractterm as term_months,
    startdate as start_date,
    enddate as end_date,
    activateddate as activated_at,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "contract") }}
