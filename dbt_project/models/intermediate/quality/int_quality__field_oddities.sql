-- What is odd about the values of a field: placeholders and misfits, counted and told in one text
-- each.
with
    empties as (
        select source_system, source_object, field, sum(records) as placeholder_records
        from {{ ref("placeholder") }}
        where is_counted_empty
        group by source_system, source_object, field
    ),

    told_empties as ({{ quality_told_placeholders(is_counted_empty=true) }}),

    told_candidates as ({{ quality_told_placeholders(is_counted_empty=false) }}),

    told_misfits as ({{ quality_told_misfits() }}),

    fields as (
        select source_system, source_object, field
        from {{ ref("placeholder") }}
        union
        select source_system, source_object, field
        from {{ ref("misfit") }}
    )

select
    fields.source_system,
    fields.source_object,
    fields.field,
    coalesce(empties.placeholder_records, 0) as placeholder_records,
    told_empties.told as placeholders,
    told_candidates.told as placeholder_candidates,
    coalesce(told_misfits.misfits, 0) as misfits,
    told_misfits.told as misfit_examples
from fields
left join
    empties
    on fields.source_system = empties.source_system
    and fields.source_object = empties.source_object
    and fields.field = empties.field
left join
    told_empties
    on fields.source_system = told_empties.source_system
    and fields.source_object = told_empties.source_object
    and fields.field = told_empties.field
left join
    told_candidates
    on fields.source_system = told_candidates.source_system
    and fields.source_object = told_candidates.source_object
    and fields.field = told_candidates.field
left join
    told_misfits
    on fields.source_system = told_misfits.source_system
    and fields.source_object = told_misfits.source_object
    and fields.field = told_misfits.field
