{#- One row per person whom sales took on: a record with a status that the glossary counts as accepted, or
    one that was converted. -#}
select distinct persons.person_key
from {{ ref("cnf_persons") }} as records
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = records.source_system
    and persons.source_object = records.source_object
    and persons.source_id = records.source_id
left join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = records.source_system
    and statuses.value = records.lead_status
where
    not records.is_deleted
    and (records.is_converted or statuses.meaning in ('accepted', 'qualified', 'converted'))
