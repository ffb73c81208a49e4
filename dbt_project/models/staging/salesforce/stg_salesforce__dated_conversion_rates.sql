{#- No model reads yet: created_at. They tell what marketing did, and what it cost. -#}
select
    id as rate_id,
    {{ blank_to_null("isocode") }} as currency_code,
    conversionrate as units_per_corporate_unit,
    startdate as start_date,
    nextstartdate as next_start_date,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "dated_conversion_rate") }}
