select
    source_object,
    record_id as source_id,
    source_object as person_object,
    record_id as person_id,
    field,
    value
from {{ ref("stg_salesforce__named_values") }}
