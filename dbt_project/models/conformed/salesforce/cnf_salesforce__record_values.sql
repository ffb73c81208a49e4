select source_object, record_id as source_id, evidence_source, modified_at
from {{ ref("stg_salesforce__stage_values") }}
