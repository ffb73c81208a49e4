-- What kind of value a field holds, by its name; the first pattern that fits decides.
with
    described as (
        select source_system, object as source_object, field
        from {{ ref("stg_meta__fields") }}
        where not is_deleted
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
            on (kinds.object = '*' or kinds.object = described.source_object)
            and lower(described.field) like kinds.field_pattern
    )

select source_system, source_object, field, field_kind
from ranked
where row_rank = 1
