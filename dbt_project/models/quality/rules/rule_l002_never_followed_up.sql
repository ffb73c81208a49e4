{{ config(materialized="view") }}

-- Whether somebody was followed up is said by fct_lead_response, and nowhere else: what cannot
-- be told there, or is not due, is not judged here. A hand-over counts until the next one of the
-- same person; what was given back, turned away or sold since needs no call any more. Where the
-- record that proves it was merged away, the one that is left of the person stands for it.
with
    ids as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'record_id'
    ),

    handoffs as (
        select
            handoffs.handoff_key,
            handoffs.person_key,
            handoffs.handoff_date,
            handoffs.evidence_system,
            {{ list_part("handoffs.evidence_source", ".", 1) }} as evidence_object,
            handoffs.evidence_id,
            row_number() over (
                partition by handoffs.person_key
                order by handoffs.cycle_number desc, handoffs.handoff_number desc
            ) as recency
        from {{ ref("fct_lead_handoff") }} as handoffs
    ),

    judged as (
        select
            handoffs.*,
            responses.response_status = 'never'
            and coalesce(responses.closed_at > {{ as_of() }}, true) as is_failed
        from handoffs
        inner join
            {{ ref("fct_lead_response") }} as responses
            on handoffs.handoff_key = responses.handoff_key
        where
            handoffs.recency = 1
            and responses.response_status
            in ('on_time', 'late', 'already_engaged', 'overdue', 'never')
    ),

    records as (
        select
            judged.*,
            persons.source_system,
            persons.source_object,
            persons.source_id,
            row_number() over (
                partition by judged.handoff_key
                order by
                    case
                        when
                            persons.source_system = judged.evidence_system
                            and persons.source_object = judged.evidence_object
                            and persons.source_id = judged.evidence_id
                        then 1
                        when
                            persons.source_system = judged.evidence_system
                            and persons.source_object = judged.evidence_object
                        then 2
                        else 3
                    end,
                    persons.source_system,
                    persons.source_object,
                    length(persons.source_id),
                    {{ byte_order("persons.source_id") }}
            ) as place
        from judged
        inner join
            {{ ref("bridge_person_source") }} as bridge on judged.person_key = bridge.person_key
        inner join
            {{ ref("cnf_persons") }} as persons
            on bridge.source_system = persons.source_system
            and bridge.source_object = persons.source_object
            and bridge.source_id = persons.source_id
        where not persons.is_deleted
    )

select
    'L002' as rule_id,
    records.source_system,
    records.source_object,
    ids.field,
    records.source_id,
    records.is_failed,
    case
        when records.is_failed
        then
            'handed over on '
            || cast(records.handoff_date as {{ dbt.type_string() }})
            || ', and nobody has tried to reach them since'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from records
inner join
    ids on records.source_system = ids.source_system and records.source_object = ids.source_object
where records.place = 1
