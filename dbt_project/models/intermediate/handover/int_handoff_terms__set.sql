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
    coalesce(origins.channel, 'unknown') as channel,
    types.code as lead_type,
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
left join
    {{ ref("int_person_origins__decided") }} as origins on origins.person_key = handoffs.person_key
left join {{ ref("glossary_lead_type_channels") }} as mapped on mapped.channel = origins.channel
inner join
    {{ ref("glossary_lead_types") }} as types
    on types.code = mapped.lead_type
    or (mapped.lead_type is null and types.is_default)
cross join everyone
