{#- One row per hand-over: what became of it. Sales' first answer; without one, nobody's where no
    colleague took the person on, never followed up where the terms say so, else pending; unseen where no system holds
    one activity.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
select
    handoffs.handoff_key,
    case
        when answers.answer is not null
        then answers.answer
        when not assigned.is_assigned and attempts.first_attempt_at is null
        then 'nobodys'
        when judged.response_status = 'never'
        then 'never_followed_up'
        when judged.response_status = 'unseen'
        then 'unseen'
        else 'pending'
    end as outcome
from {{ ref("int_handoffs__opened") }} as handoffs
inner join
    {{ ref("int_handoffs__answered") }} as answers on answers.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoffs__assigned") }} as assigned on assigned.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_handoff_attempts__found") }} as attempts
    on attempts.handoff_key = handoffs.handoff_key
inner join
    {{ ref("int_lead_responses__judged") }} as judged on judged.handoff_key = handoffs.handoff_key
