select
    id as individual_id,
    coalesce(hasoptedoutsolicit, false) as has_opted_out_of_marketing,
    coalesce(hasoptedoutprocessing, false) as has_opted_out_of_processing,
    coalesce(shouldforget, false) as must_be_forgotten,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "individual") }}
