select
    cycles.person_key,
    cycles.cycle_key,
    cycles.cycle_number,
    events.stage_code,
    events.stage_rank,
    events.entered_at,
    events.day_in_cycle as entered_date,
    events.effective_at,
    events.is_imputed,
    events.is_out_of_order,
    events.evidence_system,
    events.evidence_source,
    events.evidence_id,
    case
        when events.stage_code in {{ codes_in(opportunity_stages()) }} then cycles.opportunity_key
    end as opportunity_key
from {{ ref("int_funnel_events__imputed") }} as events
inner join {{ ref("int_cycles__numbered") }} as cycles on cycles.cycle_key = events.cycle_key
