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
    },
    "salesforce": {
        "account": "accounts",
        "contact": "contacts",
        "lead": "leads",
        "opportunity": "opportunities",
        "opportunity_history": "opportunity_history",
        "opportunity_contact_role": "opportunity_contact_roles",
        "campaign": "campaigns",
        "campaign_member": "campaign_members",
        "task": "tasks",
        "event": "events",
        "user": "users",
    },
} -%}
with
    counted as (
        {%- for system, tables in streams.items() %}
            {%- set outer = loop %}
            {%- for stream, model in tables.items() %}
                select
                    '{{ system }}' as system,
                    '{{ stream }}' as stream,
                    count(case when not is_deleted then 1 end) as rows_alive,
                    count(case when is_deleted then 1 end) as rows_deleted,
                    max(source_updated_at) as newest_source_update
                from {{ ref("stg_" ~ system ~ "__" ~ model) }}
                {% if not (outer.last and loop.last) %}
                    union all
                {% endif %}
            {%- endfor %}
        {%- endfor %}
    ),

    runs as (
        {%- for system in streams %}
            select
                '{{ system }}' as system,
                runs.*,
                row_number() over (
                    partition by stream
                    order by as_of desc nulls last, {{ byte_order("run_id") }} desc
                ) as place
            from {{ ref("stg_" ~ system ~ "__runs") }} as runs
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    reconciled as (
        {%- for system in streams %}
            select
                '{{ system }}' as system,
                reconciliation.*,
                row_number() over (
                    partition by stream
                    order by as_of desc nulls last, {{ byte_order("run_id") }} desc
                ) as place
            from {{ ref("stg_" ~ system ~ "__reconciliation") }} as reconciliation
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select
    counted.system,
    counted.stream,
    coalesce(runs.status, 'never_run') as status,
    runs.note,
    counted.rows_alive,
    counted.rows_deleted,
    cast(runs.rows_changed as bigint) as rows_changed,
    cast(runs.misfits as bigint) as misfits,
    runs.as_of as last_as_of,
    counted.newest_source_update,
    cast(reconciled.source_count as bigint) as source_count,
    cast(reconciled.difference as bigint) as difference
from counted
left join runs on runs.system = counted.system and runs.stream = counted.stream and runs.place = 1
left join
    reconciled
    on reconciled.system = counted.system
    and reconciled.stream = counted.stream
    and reconciled.place = 1
