{#- What became, since the run before, of the records that a changed contribution comes of: its own, and those
    of the person whose cycle or hand-over it is. -#}
{%- set people = {"mart_pipeline": "cycle_key", "fct_lead_handoff": "handoff_key"} -%}
{%- set valued = {
    "amount": "decimal(24, 4)",
    "currency_code": "text",
    "close_date": "date",
    "is_won": "boolean",
    "is_lost": "boolean",
} -%}
{%- set flags = {
    "is_merged": "is_merged",
    "is_deleted": "key_before is not null and merged_into is null and (is_deleted and is_changed or is_gone)",
    "is_unknown": "key_before is null",
    "is_late": "key_before is null and is_old",
    "is_edited": "key_before is not null and is_changed",
} -%}
{%- set opportunity = dict(valued, opportunity_key="text", amount_corporate="decimal(24, 4)") -%}
{{
    config(
        meta={
            "reads_publication": {
                "marts.mart_pipeline": ["cycle_key", "person_key"],
                "marts.fct_lead_handoff": ["handoff_key", "person_key"],
                "marts.fct_opportunity": opportunity | list,
            }
        }
    )
}}

with
    changed as (
        select distinct entity_kind, entity_key, source_system, source_object, source_id
        from {{ ref("int_metric_contributions__changed") }}
    ),

    records as (select * from {{ ref("int_source_records__changed") }}),

    {%- for table, key in people.items() %}
        {{ table }}_before as (
            {{ previous_publication(table, {key: "text", "person_key": "text"}, schema="marts") }}
        ),
    {%- endfor %}

    opportunities_before as (
        {{ previous_publication("fct_opportunity", opportunity, schema="marts") }}
    ),

    people as (
        {%- for table, key in people.items() %}
            {%- for relation in [table ~ "_before", ref(table)] %}
                select '{{ key }}' as kind, {{ key }} as member_key, person_key
                from {{ relation }}
                {% if not loop.last %}
                    union
                {% endif %}
            {%- endfor %}
            {% if not loop.last %}
                union
            {% endif %}
        {%- endfor %}
    ),

    concerned as (
        select changed.entity_kind, changed.entity_key, people.person_key
        from changed
        inner join
            people
            on people.kind = changed.entity_kind || '_key'
            and people.member_key = changed.entity_key
    ),

    members as (
        select entity_kind, entity_key, entity_kind || '_key' as kind, entity_key as member_key
        from changed
        union
        select entity_kind, entity_key, 'person_key' as kind, person_key as member_key
        from concerned
        union
        select
            concerned.entity_kind,
            concerned.entity_key,
            'activity_key' as kind,
            links.activity_key as member_key
        from concerned
        inner join
            {{ ref("bridge_sales_activity_person") }} as links
            on links.person_key = concerned.person_key
    ),

    found as (
        select changed.entity_kind, changed.entity_key, records.*
        from changed
        inner join records using (source_system, source_object, source_id)
        {%- for side in ["before", "now"] %}
            union
            select members.entity_kind, members.entity_key, records.*
            from members
            inner join
                records
                on records.kind = members.kind
                and records.key_{{ side }} = members.member_key
            -- what people did since is no evidence of what was said of the days before
            where
                records.kind <> 'activity_key'
                or members.entity_kind = 'activity'
                or records.key_before is not null
                or records.is_old
        {%- endfor %}
    ),

    evidence as (
        select
            entity_kind,
            entity_key
            {%- for flag, condition in flags.items() %}
                , {{ count_where(condition) }} > 0 as {{ flag }}
            {%- endfor %}
        from found
        group by entity_kind, entity_key
    ),

    converted as (
        select present.opportunity_key
        from {{ ref("fct_opportunity") }} as present
        inner join
            opportunities_before as former on former.opportunity_key = present.opportunity_key
        where
            present.amount_corporate is distinct from former.amount_corporate
            {%- for column in valued %}
                and present.{{ column }} is not distinct from former.{{ column }}
            {%- endfor %}
    )

select distinct
    entity_kind,
    entity_key,
    {%- for flag in flags %} coalesce(evidence.{{ flag }}, false) as {{ flag }}, {%- endfor %}
    converted.opportunity_key is not null as is_converted_anew,
    handoffs.handoff_key is not null as was_handed_over
from changed
left join evidence using (entity_kind, entity_key)
left join converted on entity_kind = 'opportunity' and converted.opportunity_key = entity_key
left join
    fct_lead_handoff_before as handoffs
    on entity_kind = 'handoff'
    and handoffs.handoff_key = entity_key
