{#- One row per hand-over: what sales answered first, and when each answer was given. An acceptance
    that is older than the hand-over counts for the first of its cycle: sales had the person already.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
{%- set answers = ["accepted", "rejected", "recycled", "returned"] -%}
with
    handoffs as (select * from {{ ref("int_handoffs__opened") }}),

    -- a status without a history says that, and not when
    standing as (
        select distinct persons.person_key
        from {{ ref("cnf_persons") }} as records
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = records.source_system
            and objects.source_object = records.source_object
        inner join
            {{ ref("glossary_lead_statuses") }} as statuses
            on statuses.system = records.source_system
            and statuses.value = records.lead_status
            and statuses.meaning in ('accepted', 'qualified', 'converted')
        left join
            {{ ref("cnf_record_changes") }} as changes
            on changes.source_system = records.source_system
            and changes.source_object = records.source_object
            and changes.source_id = records.source_id
            and changes.field = objects.status_field
        where changes.source_id is null and not records.is_deleted
    ),

    given as (
        select
            handoffs.handoff_key,
            answers.answer,
            answers.answered_at,
            answers.evidence_system,
            answers.evidence_source,
            answers.evidence_id
        from handoffs
        inner join
            {{ ref("int_handoff_answers__collected") }} as answers
            on answers.cycle_key = handoffs.cycle_key
            and (handoffs.ends_at is null or answers.answered_at < handoffs.ends_at)
            and (
                answers.answered_at >= handoffs.handoff_at
                or (answers.answer = 'accepted' and handoffs.handoff_number = 1)
            )
        union all
        select
            handoff_key,
            'returned' as answer,
            returned_at as answered_at,
            {{ nothing("text") }} as evidence_system,
            'owner' as evidence_source,
            {{ nothing("text") }} as evidence_id
        from handoffs
        where returned_at is not null
        union all
        select
            handoffs.handoff_key,
            'accepted' as answer,
            {{ nothing("timestamp") }} as answered_at,
            {{ nothing("text") }} as evidence_system,
            'current status' as evidence_source,
            {{ nothing("text") }} as evidence_id
        from handoffs
        inner join standing on standing.person_key = handoffs.person_key
        where handoffs.ends_at is null
    ),

    ranked as (
        select
            given.*,
            row_number() over (
                partition by handoff_key
                order by
                    answered_at nulls last,
                    case
                        answer
                        {%- for answer in answers %}
                            when '{{ answer }}' then {{ loop.index }}
                        {%- endfor %}
                    end,
                    evidence_system,
                    evidence_source,
                    {{ byte_order("evidence_id") }}
            ) as place,
            row_number() over (
                partition by handoff_key, case when answer in ('rejected', 'recycled') then 1 end
                order by
                    answered_at, evidence_system, evidence_source, {{ byte_order("evidence_id") }}
            ) as place_among_exits
        from given
        where answer <> 'closed'
    ),

    times as (
        select
            handoff_key,
            {%- for answer in answers + ["closed"] %}
                min(case when answer = '{{ answer }}' then answered_at end) as {{ answer }}_at
                {{- "," if not loop.last }}
            {%- endfor %}
        from given
        group by handoff_key
    )

select
    handoffs.handoff_key,
    first.answer,
    first.answered_at,
    first.evidence_system,
    first.evidence_source,
    first.evidence_id,
    exits.evidence_system as exit_system,
    {{ list_part("exits.evidence_source", ".", 1) }} as exit_object,
    exits.evidence_id as exit_id,
    times.accepted_at,
    times.rejected_at,
    times.recycled_at,
    times.returned_at,
    {{
        least_of(
            [
                "times.rejected_at",
                "times.recycled_at",
                "times.returned_at",
                "times.closed_at",
                "handoffs.ends_at",
            ]
        )
    }} as closed_at
from handoffs
left join ranked as first on first.handoff_key = handoffs.handoff_key and first.place = 1
left join
    ranked as exits
    on exits.handoff_key = handoffs.handoff_key
    and exits.answer in ('rejected', 'recycled')
    and exits.place_among_exits = 1
left join times on times.handoff_key = handoffs.handoff_key
