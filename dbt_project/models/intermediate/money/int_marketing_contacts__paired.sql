-- Of every two records of one person that rules found within one system, the one that need not
-- stay.
select distinct
    source_system,
    source_object,
    case when is_survivor then other_source_id else source_id end as source_id
from {{ ref("duplicate") }}
where
    kind = 'person'
    and certainty <> 'to_decide'
    and not is_waived
    and source_system = other_source_system
    and source_object = other_source_object
