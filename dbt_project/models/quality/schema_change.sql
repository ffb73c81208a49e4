{#- A field whose type and label both changed is told by its type. -#}
{%- set columns = {
    "change_key": "text",
    "source_system": "text",
    "source_object": "text",
    "field": "text",
    "change_kind": "text",
    "option_value": "text",
    "was": "text",
    "became": "text",
    "changed_after": "timestamp",
    "seen_at": "timestamp",
    "changed_at": "timestamp",
    "actor_kind": "text",
    "actor": "text",
} -%}
{%- set last_run = {"as_of": "timestamp"} -%}
{{
    config(
        meta={
            "reads_publication": {
                "quality.schema_change": columns | list,
                "marts.dim_run": last_run | list,
            }
        },
    )
}}

with
    run as (select {{ as_of() }} as as_of),

    previous as ({{ previous_publication("schema_change", columns) }}),

    runs as ({{ previous_publication("dim_run", last_run, schema="marts") }}),

    last_run as (
        select max(runs.as_of) as as_of from runs cross join run where runs.as_of < run.as_of
    ),

    -- Who changed the set-up of a field between the two runs; two who did may both have been it.
    set_up_by as (
        select
            setups.source_system,
            setups.source_object,
            setups.field,
            max(setups.changed_at) as changed_at,
            min(setups.actor_kind) as actor_kind,
            min(setups.actor) as actor
        from {{ ref("cnf_setup_changes") }} as setups
        cross join run
        cross join last_run
        where setups.changed_at > last_run.as_of and setups.changed_at <= run.as_of
        group by setups.source_system, setups.source_object, setups.field
        having count(distinct coalesce(setups.actor, '')) = 1 and min(setups.actor) is not null
    ),

    changed as (
        select
            {{
                key_of(
                    [
                        "changes.source_system",
                        "changes.source_object",
                        "changes.field",
                        "changes.change_kind",
                        "changes.option_value",
                        as_text("run.as_of"),
                    ]
                )
            }} as change_key,
            changes.source_system,
            changes.source_object,
            changes.field,
            changes.change_kind,
            changes.option_value,
            changes.was,
            changes.became,
            last_run.as_of as changed_after,
            run.as_of as seen_at,
            set_up_by.changed_at,
            set_up_by.actor_kind,
            set_up_by.actor
        from {{ ref("int_quality__schema_changes") }} as changes
        cross join run
        cross join last_run
        left join
            set_up_by
            on changes.source_system = set_up_by.source_system
            and changes.source_object = set_up_by.source_object
            and changes.field = set_up_by.field
    )

select *
from changed
union all
-- A run repeated at its own instant keeps what it told then.
select {%- for name in columns %} previous.{{ name }} {{- "," if not loop.last }} {%- endfor %}
from previous
left join changed on previous.change_key = changed.change_key
where changed.change_key is null
