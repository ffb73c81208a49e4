-- A hit is a live contact or lead that belongs to no person, or to several.
{{ config(meta={"dagster": {"ref": {"name": "dim_person"}}}) -}}
with living as (select * from {{ ref("cnf_persons") }} where not is_deleted)

select
    living.source_system,
    living.source_object,
    living.source_id,
    count(persons.person_key) as count_persons
from living
left join
    {{ ref("bridge_person_source") }} as bridge
    on bridge.source_system = living.source_system
    and bridge.source_object = living.source_object
    and bridge.source_id = living.source_id
left join {{ ref("dim_person") }} as persons on persons.person_key = bridge.person_key
group by living.source_system, living.source_object, living.source_id
having count(persons.person_key) <> 1
