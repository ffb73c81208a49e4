-- When each field was last written, where its history is read; of the others nothing is known.
select
    source_system,
    source_object,
    field,
    max(changed_at) as last_written_at,
    max(case when value is not null then changed_at end) as last_value_written_at
from {{ ref("cnf_record_changes") }}
group by source_system, source_object, field
