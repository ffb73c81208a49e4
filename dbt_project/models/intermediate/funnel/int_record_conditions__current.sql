{#- One row per living record and condition that holds of it now: a status that counts as an exit, a
    value that proves a stage, the stage of an opportunity. -#}
with objects as (select * from {{ ref("cnf_objects") }})

select
    persons.source_system,
    persons.source_object,
    persons.source_id,
    persons.source_object
    || '.'
    || objects.status_field
    || '.'
    || statuses.meaning as evidence_source,
    coalesce(persons.modified_at, persons.created_at) as modified_at
from {{ ref("cnf_persons") }} as persons
inner join
    objects
    on objects.source_system = persons.source_system
    and objects.source_object = persons.source_object
    and objects.status_field is not null
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = persons.source_system
    and statuses.value = persons.lead_status
where
    statuses.meaning in ('disqualified', 'recycled')
    and not persons.is_converted
    and not persons.is_deleted
union all
select source_system, source_object, source_id, evidence_source, modified_at
from {{ ref("cnf_record_values") }}
union all
select
    opportunities.source_system,
    opportunities.source_object,
    opportunities.source_id,
    opportunities.source_object
    || '.'
    || objects.stage_field
    || '='
    || opportunities.stage_value as evidence_source,
    coalesce(opportunities.modified_at, opportunities.created_at) as modified_at
from {{ ref("cnf_opportunities") }} as opportunities
inner join
    objects
    on objects.source_system = opportunities.source_system
    and objects.source_object = opportunities.source_object
    and objects.stage_field is not null
where opportunities.stage_value is not null and not opportunities.is_deleted
