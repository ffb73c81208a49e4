-- Owners are judged where the system lists any of their kind: an owner who may not be read is not a
-- missing one. A queue is active; a lead that waits in one is not worked yet.
with
    owner_fields as (
        select roles.source_system, roles.source_object, roles.field
        from {{ ref("cnf_field_roles") }} as roles
        left join
            {{ ref("int_quality__unseen") }} as unseen
            on roles.source_system = unseen.source_system
            and roles.source_object = unseen.source_object
            and roles.field = unseen.field
        where roles.field_role in ('owner', 'lead_owner') and unseen.field is null
    ),

    owners as (select * from {{ ref("cnf_owners") }}),

    owning_objects as (
        select source_system, source_object from owners group by source_system, source_object
    ),

    owning_systems as (select source_system from owners group by source_system),

    records as (
        select
            described.source_system,
            described.source_object,
            described.source_id,
            described.owner_object,
            described.owner_id
        from {{ ref("int_opportunity_records__described") }} as described
        where described.is_main and not described.is_closed and not described.is_won
        union all
        select
            persons.source_system,
            persons.source_object,
            persons.source_id,
            persons.owner_object,
            persons.owner_id
        from {{ ref("cnf_persons") }} as persons
        inner join
            {{ ref("glossary_lead_statuses") }} as statuses
            on persons.source_system = statuses.system
            and persons.lead_status = statuses.value
        where
            statuses.meaning = 'accepted'
            and not persons.is_deleted
            and not coalesce(persons.is_converted, false)
    ),

    judged as (
        select
            records.source_system,
            records.source_object,
            records.source_id,
            owner_fields.field,
            case
                when records.owner_id is null
                then 'nobody owns it'
                when owners.source_id is null
                then 'its owner is not among the users'
                when not owners.is_active
                then 'its owner is not active any more'
            end as fault
        from records
        inner join
            owner_fields
            on records.source_system = owner_fields.source_system
            and records.source_object = owner_fields.source_object
        inner join owning_systems on records.source_system = owning_systems.source_system
        left join
            owning_objects
            on records.source_system = owning_objects.source_system
            and records.owner_object = owning_objects.source_object
        left join
            owners
            on records.source_system = owners.source_system
            and records.owner_object = owners.source_object
            and records.owner_id = owners.source_id
        where records.owner_id is null or owning_objects.source_object is not null
    )

select
    'D008' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    fault is not null as is_failed,
    fault as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from judged
