select lower(record_type_object) as source_object, record_type_id as kind_id, name as label
from {{ ref("stg_salesforce__record_types") }}
where record_type_object is not null
