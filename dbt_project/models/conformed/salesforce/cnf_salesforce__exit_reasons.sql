select source_object, record_id as source_id, field, value from {{ ref("stg_salesforce__reasons") }}
