select
    finding_key,
    rule_id,
    source_system,
    source_object,
    field,
    source_id,
    value_before,
    value_after,
    run_id,
    issued_as_of
from {{ source("ops", "issued_fix") }}
