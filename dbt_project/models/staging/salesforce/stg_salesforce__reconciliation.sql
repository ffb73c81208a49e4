select run_id, stream, as_of, source_count, warehouse_count, difference
from {{ source("raw_salesforce", "_reconciliation") }}
