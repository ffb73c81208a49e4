{#- One row per living record and filled field that names another record, which should be there. -#}
select source_system, source_object, source_id, field, target_system, target_object, target_id
from {{ ref("cnf_record_links") }}
where must_resolve and not is_deleted
