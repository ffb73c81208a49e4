-- The failures that no waiver covers today.
select failures.*
from {{ ref("int_quality__failures") }} as failures
left join {{ ref("int_quality__waived") }} as waived on failures.finding_key = waived.finding_key
where not coalesce(waived.is_waived, false)
