select
    handoffs.handoff_key,
    handoffs.cycle_key,
    handoffs.person_key,
    persons.account_key,
    {%- for id in source_ids("person") %} persons.{{ id.column }}, {%- endfor %}
    cast(handoffs.cycle_number as bigint) as cycle_number,
    cast(handoffs.handoff_number as bigint) as handoff_number,
    handoffs.handoff_at,
    {{ reporting_date("handoffs.handoff_at") }} as handoff_date,
    handoffs.has_time,
    handoffs.evidence_system,
    handoffs.evidence_source,
    handoffs.evidence_id,
    terms.channel,
    terms.lead_type,
    terms.lead_type_evidence,
    {{ giving_team() }} as from_team,
    assigned.from_owner_key,
    coalesce(assigned.to_team, assigned.queue_team) as to_team,
    assigned.to_owner_key,
    assigned.queue_key,
    assigned.is_assigned,
    assigned.assigned_at,
    assigned.assignment_evidence,
    attempts.first_attempt_at is not null as is_followed_up,
    judged.outcome,
    answers.answered_at,
    answers.evidence_system as answer_system,
    answers.evidence_source as answer_source,
    answers.evidence_id as answer_id,
    answers.accepted_at,
    answers.rejected_at,
    answers.recycled_at,
    answers.returned_at,
    reasons.reason,
    reasons.reason_label,
    reasons.reason_text
from {{ ref("int_handoffs__opened") }} as handoffs
inner join {{ ref("int_handoffs__judged") }} as judged on judged.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoffs__assigned") }} as assigned on assigned.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoffs__answered") }} as answers on answers.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoff_attempts__found") }} as attempts
    on attempts.handoff_key = handoffs.handoff_key
inner join {{ ref("int_handoff_terms__set") }} as terms on terms.handoff_key = handoffs.handoff_key
left join
    {{ ref("int_handoff_reasons__told") }} as reasons on reasons.handoff_key = handoffs.handoff_key
left join {{ ref("dim_person") }} as persons on persons.person_key = handoffs.person_key
