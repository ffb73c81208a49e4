{#- One row per person and value of a field by which the glossary tells kinds of leads, with the time for
    which it stood. Where the history of a record does not tell of the field, the value of today
    counts for always. -#}
with
    fields as (
        select distinct system, object, field
        from {{ ref("glossary_lead_type_rules") }}
        where field is not null
    ),

    people as (
        select source_system, source_object, source_id, person_key
        from {{ ref("int_persons__resolved") }}
        union
        select named.source_system, named.source_object, named.source_id, persons.person_key
        from {{ ref("cnf_named_values") }} as named
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = named.source_system
            and persons.source_object = named.person_object
            and persons.source_id = named.person_id
    ),

    changes as (
        select
            people.person_key,
            changes.source_system,
            changes.source_object,
            changes.source_id,
            changes.field,
            changes.value,
            changes.changed_at as since_at,
            lead(changes.changed_at) over (
                partition by
                    changes.source_system, changes.source_object, changes.source_id, changes.field
                order by changes.changed_at, {{ byte_order("changes.value") }}
            ) as until_at
        from {{ ref("cnf_record_changes") }} as changes
        inner join
            fields
            on fields.system = changes.source_system
            and fields.object = changes.source_object
            and fields.field = changes.field
        inner join
            people
            on people.source_system = changes.source_system
            and people.source_object = changes.source_object
            and people.source_id = changes.source_id
    ),

    told as (select distinct source_system, source_object, source_id, field from changes)

select
    person_key,
    source_system,
    source_object,
    field,
    value,
    since_at,
    until_at,
    'history' as evidence
from changes
where value is not null
union all
select
    people.person_key,
    named.source_system,
    named.source_object,
    named.field,
    named.value,
    {{ nothing("timestamp") }} as since_at,
    {{ nothing("timestamp") }} as until_at,
    'current_value' as evidence
from {{ ref("cnf_named_values") }} as named
inner join
    fields
    on fields.system = named.source_system
    and fields.object = named.source_object
    and fields.field = named.field
inner join
    people
    on people.source_system = named.source_system
    and people.source_object = named.source_object
    and people.source_id = named.source_id
left join
    told
    on told.source_system = named.source_system
    and told.source_object = named.source_object
    and told.source_id = named.source_id
    and told.field = named.field
where named.value is not null and told.source_id is null
