{{ config(schema="intermediate") }}

-- What is odd about the values of a field: placeholders and misfits, counted and told in one text
-- each.
with
    empties as (
        select system, object, field, sum(records) as placeholder_records
        from {{ ref("placeholder") }}
        where is_counted_empty
        group by system, object, field
    ),

    told_empties as ({{ quality_told_placeholders(is_counted_empty=true) }}),

    told_candidates as ({{ quality_told_placeholders(is_counted_empty=false) }}),

    told_misfits as ({{ quality_told_misfits() }}),

    fields as (
        select system, object, field
        from {{ ref("placeholder") }}
        union
        select system, object, field
        from {{ ref("misfit") }}
    )

select
    fields.system,
    fields.object,
    fields.field,
    coalesce(empties.placeholder_records, 0) as placeholder_records,
    told_empties.told as placeholders,
    told_candidates.told as placeholder_candidates,
    coalesce(told_misfits.misfits, 0) as misfits,
    told_misfits.told as misfit_examples
from fields
left join
    empties
    on fields.system = empties.system
    and fields.object = empties.object
    and fields.field = empties.field
left join
    told_empties
    on fields.system = told_empties.system
    and fields.object = told_empties.object
    and fields.field = told_empties.field
left join
    told_candidates
    on fields.system = told_candidates.system
    and fields.object = told_candidates.object
    and fields.field = told_candidates.field
left join
    told_misfits
    on fields.system = told_misfits.system
    and fields.object = told_misfits.object
    and fields.field = told_misfits.field
