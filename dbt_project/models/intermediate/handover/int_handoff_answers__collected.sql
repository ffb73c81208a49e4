{{ config(materialized="view") }}
{#- One row per sign in a lead cycle of what sales made of the person: accepted (a later stage was
    reached, or a status that says so), rejected or recycled (a way out; one that belongs to the team
    that hands over takes the person back), closed (the deal was over).
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
{%- set ends_of_deals = funnel_stages()[-1:] + (
    funnel_exits() | reject("in", lead_exits()) | list
) -%}
with
    cycles as (select * from {{ ref("int_lead_cycles__opened") }}),

    stages as (select * from {{ ref("glossary_stages") }}),

    -- all that is placed in the cycle; what activities and deals prove stands among the entries
    proven as (
        select cycle_key, stage_code, entered_at, evidence_system, evidence_source, evidence_id
        from {{ ref("int_stage_evidence__placed") }}
        where not is_fallback
        union
        select cycle_key, stage_code, entered_at, evidence_system, evidence_source, evidence_id
        from {{ ref("int_funnel_entries__dated") }}
    ),

    stated as (
        select
            cycles.cycle_key,
            changes.changed_at as answered_at,
            changes.source_system as evidence_system,
            changes.source_object || '.' || changes.field as evidence_source,
            changes.source_id as evidence_id
        from {{ ref("cnf_record_changes") }} as changes
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = changes.source_system
            and objects.source_object = changes.source_object
            and objects.status_field = changes.field
            and changes.changed_at <= {{ as_of() }}
        inner join
            {{ ref("glossary_lead_statuses") }} as statuses
            on statuses.system = changes.source_system
            and statuses.value = changes.value
            and statuses.meaning in ('accepted', 'qualified', 'converted')
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = changes.source_system
            and persons.source_object = changes.source_object
            and persons.source_id = changes.source_id
        inner join
            cycles
            on cycles.person_key = persons.person_key
            and (cycles.row_rank = 1 or changes.changed_at >= cycles.starts_at)
            and (cycles.next_starts_at is null or changes.changed_at < cycles.next_starts_at)
    )

select
    proven.cycle_key,
    case
        when not stages.is_exit
        then 'accepted'
        when stages.owner_team = {{ giving_team() }}
        then 'recycled'
        else 'rejected'
    end as answer,
    proven.entered_at as answered_at,
    proven.evidence_system,
    proven.evidence_source,
    proven.evidence_id
from proven
inner join stages on stages.code = proven.stage_code
where
    (
        not stages.is_exit
        and stages.rank > (select handover.rank from stages as handover where handover.is_handover)
    )
    or stages.code in {{ codes_in(lead_exits()) }}
union all
select
    proven.cycle_key,
    'closed' as answer,
    proven.entered_at as answered_at,
    proven.evidence_system,
    proven.evidence_source,
    proven.evidence_id
from proven
where proven.stage_code in {{ codes_in(ends_of_deals) }}
union all
select cycle_key, 'accepted' as answer, answered_at, evidence_system, evidence_source, evidence_id
from stated
