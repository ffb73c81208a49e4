{#- One row per person whom sales took on: a record that was converted, or that has a status which the
    glossary counts as accepted, or once had it, as the vendor's own history tells. -#}
with
    records as (select * from {{ ref("cnf_persons") }} where not is_deleted),

    stated as (
        select source_system, source_object, source_id, lead_status as value, is_converted
        from records
        union all
        select
            changes.source_system,
            changes.source_object,
            changes.source_id,
            changes.value,
            false as is_converted
        from {{ ref("cnf_record_changes") }} as changes
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = changes.source_system
            and objects.source_object = changes.source_object
            and objects.status_field = changes.field
        inner join
            records
            on records.source_system = changes.source_system
            and records.source_object = changes.source_object
            and records.source_id = changes.source_id
    )

select distinct persons.person_key
from stated
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = stated.source_system
    and persons.source_object = stated.source_object
    and persons.source_id = stated.source_id
left join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = stated.source_system
    and statuses.value = stated.value
where stated.is_converted or statuses.meaning in ('accepted', 'qualified', 'converted')
