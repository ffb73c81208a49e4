{{ config(schema="intermediate") }}

-- What kind of value a field holds, by its name; the first pattern that fits decides.
with
    described as (
        select 'hubspot' as system, object, field
        from {{ ref("stg_hubspot__fields") }}
        where not is_deleted
        union all
        select 'salesforce' as system, object, field
        from {{ ref("stg_salesforce__fields") }}
        where not is_deleted
    ),

    ranked as (
        select
            described.system,
            described.object,
            described.field,
            kinds.field_kind,
            row_number() over (
                partition by described.system, described.object, described.field order by kinds.rank
            ) as place
        from described
        inner join
            {{ ref("field_kinds") }} as kinds
            on (kinds.object = '*' or kinds.object = described.object)
            and lower(described.field) like kinds.field_pattern
    )

select system, object, field, field_kind
from ranked
where place = 1
