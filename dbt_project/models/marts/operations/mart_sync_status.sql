{%- set streams = {
    "hubspot": {
        "contacts": "contacts",
        "companies": "companies",
        "deals": "deals",
        "owners": "owners",
        "pipelines": "pipelines",
        "calls": "calls",
        "meetings": "meetings",
        "emails": "emails",
        "tasks": "tasks",
        "campaigns": "campaigns",
        "_associations": "associations",
        "_history": "history",
        "currencies": "currencies",
    },
    "salesforce": {
        "account": "accounts",
        "contact": "contacts",
        "lead": "leads",
        "lead_history": "lead_history",
        "opportunity": "opportunities",
        "opportunity_history": "opportunity_history",
        "opportunity_field_history": "opportunity_field_history",
        "opportunity_contact_role": "opportunity_contact_roles",
        "campaign": "campaigns",
        "campaign_member": "campaign_members",
        "task": "tasks",
        "task_relation": "task_relations",
        "event": "events",
        "event_relation": "event_relations",
        "user": "users",
        "currency_type": "currency_types",
        "dated_conversion_rate": "dated_conversion_rates",
    },
} -%}
with
    counted as (
        {%- for system, tables in streams.items() %}
            {%- set outer = loop %}
            {%- for stream, model in tables.items() %}
                select
                    '{{ system }}' as source_system,
                    '{{ stream }}' as stream,
                    count(case when not is_deleted then 1 end) as rows_alive,
                    count(case when is_deleted then 1 end) as rows_deleted,
                    count(case when synced_at = {{ as_of() }} then 1 end) as rows_changed,
                    max(source_updated_at) as newest_source_update
                from {{ ref("stg_" ~ system ~ "__" ~ model) }}
                {% if not (outer.last and loop.last) %}
                    union all
                {% endif %}
            {%- endfor %}
        {%- endfor %}
    ),

    misfitting as (
        {%- for system in streams %}
            select '{{ system }}' as source_system, object as stream, count(*) as misfits
            from {{ ref("stg_" ~ system ~ "__misfits") }}
            where not is_deleted
            group by object
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    -- runs at one as_of are told apart by the machine's clock, the only place it is kept
    runs as (
        {%- for system in streams %}
            select
                '{{ system }}' as source_system,
                runs.*,
                row_number() over (
                    partition by stream order by as_of desc nulls last, started_at desc nulls last
                ) as place
            from {{ ref("stg_" ~ system ~ "__runs") }} as runs
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    -- a run that changed nothing does not count again
    reconciled as (
        {%- for system in streams %}
            select
                '{{ system }}' as source_system,
                reconciliation.*,
                row_number() over (
                    partition by stream order by as_of desc nulls last, run_id desc
                ) as place
            from {{ ref("stg_" ~ system ~ "__reconciliation") }} as reconciliation
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    -- What this company has no use for is not there; that hides nothing.
    unused as (select * from {{ ref("int_currency_streams__unused") }})

select
    counted.source_system,
    counted.stream,
    case
        when runs.status = 'unavailable' and unused.stream is not null
        then 'not_used'
        else coalesce(runs.status, 'never_run')
    end as status,
    case
        when runs.status = 'unavailable' then coalesce(unused.reason, runs.note) else runs.note
    end as note,
    counted.rows_alive,
    counted.rows_deleted,
    counted.rows_changed,
    coalesce(misfitting.misfits, 0) as misfits,
    runs.as_of as last_as_of,
    counted.newest_source_update,
    cast(reconciled.source_count as bigint) as source_count,
    cast(reconciled.difference as bigint) as difference,
    case when reconciled.source_count is not null then reconciled.as_of end as counted_at
from counted
left join
    runs
    on runs.source_system = counted.source_system
    and runs.stream = counted.stream
    and runs.place = 1
left join
    reconciled
    on reconciled.source_system = counted.source_system
    and reconciled.stream = counted.stream
    and reconciled.place = 1
left join unused on counted.source_system = 'salesforce' and unused.stream = counted.stream
left join
    misfitting
    on misfitting.source_system = counted.source_system
    and misfitting.stream = counted.stream
