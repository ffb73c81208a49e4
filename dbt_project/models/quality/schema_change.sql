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
            run.as_of as seen_at
        from {{ ref("int_quality__schema_changes") }} as changes
        cross join run
        cross join last_run
    )

select *
from changed
union all
-- A run repeated at its own instant keeps what it told then.
select {%- for name in columns %} previous.{{ name }} {{- "," if not loop.last }} {%- endfor %}
from previous
left join changed on previous.change_key = changed.change_key
where changed.change_key is null
