-- What kind of value a field holds: by its role, else by its name; the first pattern that fits
-- decides.
with
    described as (
        select
            fields.source_system,
            fields.object as source_object,
            fields.field,
            coalesce(roles.field_role, '') as field_role
        from {{ ref("stg_meta__fields") }} as fields
        left join
            {{ ref("cnf_field_roles") }} as roles
            on fields.source_system = roles.source_system
            and fields.object = roles.source_object
            and fields.field = roles.field
        where not fields.is_deleted
    ),

    ranked as (
        select
            described.source_system,
            described.source_object,
            described.field,
            kinds.field_kind,
            row_number() over (
                partition by described.source_system, described.source_object, described.field
                order by kinds.rank
            ) as row_rank
        from described
        inner join
            {{ ref("field_kinds") }} as kinds
            on kinds.field_role in ('*', described.field_role)
            and lower(described.field) like kinds.field_pattern
    )

select source_system, source_object, field, field_kind
from ranked
where row_rank = 1
