with
    failed_records as (
        select distinct source_system, source_object, source_id
        from {{ ref("int_quality__failures") }}
        where source_id is not null
    )

select
    failed_records.source_system,
    failed_records.source_object,
    failed_records.source_id,
    min(owners.owner_key) as owner_key
from failed_records
inner join
    {{ ref("cnf_record_owners") }} as record_owners
    on failed_records.source_system = record_owners.source_system
    and failed_records.source_object = record_owners.source_object
    and failed_records.source_id = record_owners.source_id
inner join
    {{ ref("int_owners__resolved") }} as owners
    on record_owners.source_system = owners.source_system
    and record_owners.owner_object = owners.source_object
    and record_owners.owner_id = owners.source_id
group by failed_records.source_system, failed_records.source_object, failed_records.source_id
