-- Every field of a record that a fix may write: where a finding stands, and of two linked records
-- that disagree the other one's as well; and where a value was handed out.
with roles as (select * from {{ ref("cnf_field_roles") }})

select source_system, source_object, field, source_id
from {{ ref("int_quality__failures") }}
where source_id is not null
union
select
    conflicts.other_source_system as source_system,
    conflicts.other_source_object as source_object,
    roles.field,
    conflicts.other_source_id as source_id
from {{ ref("conflict") }} as conflicts
inner join
    roles
    on roles.source_system = conflicts.other_source_system
    and roles.source_object = conflicts.other_source_object
    and roles.field_role = conflicts.field
where conflicts.is_conflict
union
select source_system, source_object, field, source_id
from {{ ref("stg_ops__issued_fixes") }}
