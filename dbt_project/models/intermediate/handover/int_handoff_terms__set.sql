{#- One row per hand-over: by whose clock it is counted (of who took the person on, else of the queue
    that they wait in, else everyone's), what kind of lead it is, and what sales owes it.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    everyone as (
        select
            users.calendar,
            coalesce(calendars.time_zone, {{ glossary("reporting_time_zone") }}) as time_zone
        from {{ ref("glossary_calendar_users") }} as users
        inner join
            {{ ref("glossary_work_calendars") }} as calendars on calendars.code = users.calendar
        where users.scope = 'everyone'
    )

select
    handoffs.handoff_key,
    types.channel,
    types.lead_type,
    types.lead_type_evidence,
    coalesce(calendars.calendar, everyone.calendar) as calendar,
    coalesce(calendars.time_zone, everyone.time_zone) as time_zone,
    types.sla_minutes,
    types.sla_minutes * 60 as sla_seconds,
    cast(floor(types.sla_minutes * 60 * types.never_factor) as bigint) as never_seconds
from {{ ref("int_handoffs__opened") }} as handoffs
inner join
    {{ ref("int_handoffs__assigned") }} as assigned on assigned.handoff_key = handoffs.handoff_key
left join
    {{ ref("int_owner_calendars__chosen") }} as calendars
    on calendars.owner_key = coalesce(assigned.to_owner_key, assigned.queue_key)
inner join {{ ref("int_lead_types__chosen") }} as types on types.handoff_key = handoffs.handoff_key
cross join everyone
