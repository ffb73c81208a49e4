select id as pricebook_id, coalesce(isstandard, false) as is_standard, {{ audit_columns() }}
from {{ source("raw_salesforce", "pricebook2") }}
