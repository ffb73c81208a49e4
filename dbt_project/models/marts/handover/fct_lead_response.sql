select
    responses.handoff_key,
    handoffs.cycle_key,
    handoffs.person_key,
    handoffs.channel,
    handoffs.lead_type,
    handoffs.to_team as team,
    handoffs.to_owner_key as owner_key,
    responses.handoff_at,
    responses.hand_raised_at,
    responses.clock_starts_at,
    responses.recorded_at,
    responses.assigned_at,
    responses.first_attempt_at,
    attempts.first_attempt_key,
    attempts.first_attempt_owner_key,
    responses.first_contact_at,
    attempts.count_attempts,
    responses.calendar,
    responses.time_zone,
    terms.sla_minutes,
    responses.due_at,
    responses.never_at,
    responses.closed_at,
    judged.response_status,
    {{ minutes_of("responses.clock_seconds_to_attempt") }} as minutes_to_attempt,
    {{ minutes_of("responses.seconds_to_attempt") }} as business_minutes,
    {{ minutes_of("responses.clock_seconds_to_contact") }} as minutes_to_contact,
    {{ minutes_of("responses.seconds_to_contact") }} as business_minutes_to_contact,
    {{ minutes_of("responses.record_seconds") }} as business_minutes_until_recorded,
    {{ minutes_of("responses.system_seconds") }} as business_minutes_to_assign,
    {{ minutes_of("responses.human_seconds") }} as business_minutes_from_assign
from {{ ref("int_lead_responses__timed") }} as responses
inner join
    {{ ref("int_lead_responses__judged") }} as judged on judged.handoff_key = responses.handoff_key
inner join {{ ref("int_handoff_terms__set") }} as terms on terms.handoff_key = responses.handoff_key
inner join
    {{ ref("int_handoff_attempts__found") }} as attempts
    on attempts.handoff_key = responses.handoff_key
inner join {{ ref("fct_lead_handoff") }} as handoffs on handoffs.handoff_key = responses.handoff_key
