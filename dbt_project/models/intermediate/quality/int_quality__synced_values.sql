-- What living records say in the fields that a sync copies word for word, by what each field means.
{%- set roles = [
    "first_name",
    "last_name",
    "job_title",
    "company",
    "phone",
    "other_phone",
    "city",
    "state",
    "country",
    "opportunity_name",
    "next_step",
] %}
with
    roles as (select * from {{ ref("cnf_field_roles") }}),

    filled as ({{ quality_filled_values(roles) }})

select
    filled.source_system,
    filled.source_object,
    filled.field,
    roles.field_role,
    filled.source_id,
    filled.value
from filled
inner join
    roles
    on roles.source_system = filled.source_system
    and roles.source_object = filled.source_object
    and roles.field = filled.field
where not filled.is_placeholder
