{#- One row per person and human sales activity, those to come included: what counts as first contact. -#}
select
    persons.person_key,
    activities.source_system as evidence_system,
    activities.source_object || '.completed' as evidence_source,
    activities.source_id as evidence_id,
    activities.happened_at
from {{ ref("cnf_activities") }} as activities
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = activities.source_system
    and persons.source_object = activities.person_object
    and persons.source_id = activities.person_id
where activities.proves_contact
