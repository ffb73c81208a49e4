select source_object, record_id as source_id, evidence_source, modified_at
from {{ ref("stg_hubspot__stage_values") }}
