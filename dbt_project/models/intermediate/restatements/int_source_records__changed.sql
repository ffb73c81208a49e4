{#- What became of a record since the run before: not known then, changed, deleted, or part of somebody or
    something else. An activity has no stamp of its own here: it changed where what counts of it did. -#}
{%- set record = {"source_system": "text", "source_object": "text", "source_id": "text"} -%}
{%- set said = {
    "meaning": "text",
    "owner_key": "text",
    "happened_at": "timestamp",
    "is_attempt": "boolean",
    "is_contact": "boolean",
} -%}
{%- set published = {
    "bridge_person_source": dict(record, person_key="text"),
    "bridge_opportunity_source": dict(record, opportunity_key="text"),
    "fct_sales_activity": dict(record, activity_key="text", **said),
} -%}
{%- set keys = {
    "bridge_person_source": "person_key",
    "bridge_opportunity_source": "opportunity_key",
    "fct_sales_activity": "activity_key",
} -%}
{%- set reads = {} -%}
{%- for table, columns in published.items() -%}
    {%- do reads.update({"marts." ~ table: columns | list}) -%}
{%- endfor -%}
{{ config(meta={"reads_publication": reads}) }}

with
    since as (
        select as_of
        from
            (
                select as_of, row_number() over (order by run_number desc) as recency
                from {{ ref("dim_run") }}
            ) as runs
        where recency = 2
    ),

    {%- for table, columns in published.items() %}
        {{ table }}_before as ({{ previous_publication(table, columns, schema="marts") }}),
    {%- endfor %}

    {%- for side in ["before", "now"] %}
        keys_{{ side }} as (
            {%- for table, key in keys.items() %}
                select '{{ key }}' as kind, {{ key }} as member_key, {{ record | join(", ") }}
                from
                    {% if side == "before" %} {{ table }}_before
                    {% else %} {{ ref(table) }}
                    {% endif %}
                where {{ key }} is not null
                {% if not loop.last %}
                    union all
                {% endif %}
            {%- endfor %}
        ),
    {%- endfor %}

    records as (
        {%- for shape in ["cnf_persons", "cnf_opportunities"] %}
            select
                {{ record | join(", ") }},
                created_at as known_from,
                seen_at > since.as_of as is_changed,
                is_deleted,
                merged_into
            from {{ ref(shape) }}
            cross join since
            union all
        {%- endfor %}
        select
            {%- for column in record %} activities.{{ column }}, {%- endfor %}
            {{ greatest_of(["activities.created_at", "activities.happened_at"]) }} as known_from,
            before_it.activity_key is not null
            and (
                {%- for column in said %}
                    before_it.{{ column }} is distinct from activities.{{ column }}
                    {{ "or" if not loop.last }}
                {%- endfor %}
            ) as is_changed,
            false as is_deleted,
            {{ nothing("text") }} as merged_into
        from {{ ref("fct_sales_activity") }} as activities
        left join
            fct_sales_activity_before as before_it
            on before_it.activity_key = activities.activity_key
    ),

    -- every record that had a key or has one
    listed as (
        select {{ record | join(", ") }}
        from keys_before
        union
        select {{ record | join(", ") }}
        from keys_now
    ),

    told as (
        select
            listed.*,
            coalesce(was.kind, is_now.kind) as kind,
            was.member_key as key_before,
            is_now.member_key as key_now,
            records.source_id is null as is_gone,
            coalesce(records.known_from <= since.as_of, false) as is_old,
            coalesce(records.is_changed, false) as is_changed,
            coalesce(records.is_deleted, false) as is_deleted,
            records.merged_into
        from listed
        cross join since
        {%- for name, side in {"was": "before", "is_now": "now"}.items() %}
            left join
                keys_{{ side }} as {{ name }}
                on {{ name }}.source_system = listed.source_system
                and {{ name }}.source_object = listed.source_object
                and {{ name }}.source_id = listed.source_id
        {%- endfor %}
        left join
            records
            on records.source_system = listed.source_system
            and records.source_object = listed.source_object
            and records.source_id = listed.source_id
    )

select
    told.*,
    -- one that only came late may give its group another key, which joins nothing that was apart
    told.merged_into is not null
    and told.is_changed
    or coalesce(told.key_before <> told.key_now, false)
    and (
        exists (
            select 1 from keys_before as k where k.kind = told.kind and k.member_key = told.key_now
        )
        or exists (
            select 1 from keys_now as k where k.kind = told.kind and k.member_key = told.key_before
        )
    ) as is_merged
from told
where is_changed or key_before is distinct from key_now
