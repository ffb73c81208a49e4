select
    'entered_' || lower(events.stage_code) as metric_id,
    events.entered_date as happened_date,
    'cycle' as entity_kind,
    events.cycle_key as entity_key,
    events.evidence_system as source_system,
    {{ list_part("events.evidence_source", ".", 1) }} as source_object,
    events.evidence_id as source_id,
    pipeline.owner_key,
    pipeline.account_key,
    pipeline.channel,
    1 as numerator,
    null as denominator
from {{ ref("int_funnel_events__imputed") }} as events
inner join {{ ref("mart_pipeline") }} as pipeline on pipeline.cycle_key = events.cycle_key
where
    not events.is_imputed
    and events.stage_code in {{ codes_in(funnel_stages()) }}
    and events.entered_date <= {{ reporting_day() }}
