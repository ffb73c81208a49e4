-- How the values of names, titles and places are spelt, per field; placeholders are no values.
with filled as ({{ quality_spelt_values() }}), roles as (select * from {{ ref("cnf_field_roles") }})

select
    filled.source_system,
    filled.source_object,
    filled.field,
    roles.field_role,
    filled.value,
    count(*) as records
from filled
inner join
    roles
    on filled.source_system = roles.source_system
    and filled.source_object = roles.source_object
    and filled.field = roles.field
where not filled.is_placeholder
group by filled.source_system, filled.source_object, filled.field, roles.field_role, filled.value
