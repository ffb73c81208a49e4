-- The company's waivers, and which of them count on the day of the run. The first and the last day
-- count whole.
select
    waivers.waiver,
    waivers.rule_id,
    waivers.source_system,
    waivers.source_object,
    waivers.source_id,
    waivers.field,
    waivers.reason,
    waivers.owner,
    waivers.waived_from,
    waivers.waived_until,
    case
        when waivers.waived_until < {{ reporting_day() }}
        then 'expired'
        when waivers.waived_from > {{ reporting_day() }}
        then 'not_yet'
        else 'in_force'
    end as state
from {{ ref("quality_waivers") }} as waivers
