-- One row per value that its vendor's own type does not fit. A placeholder is no value: it is not
-- here.
select
    misfits.source_system,
    misfits.source_object,
    misfits.field,
    misfits.source_id,
    misfits.declared_type,
    left(misfits.value, 255) as value,
    misfits.reading,
    misfits.reads_as_number
from {{ ref("int_quality__misfits") }} as misfits
left join
    {{ ref("placeholder") }} as placeholders
    on misfits.source_system = placeholders.source_system
    and misfits.source_object = placeholders.source_object
    and misfits.field = placeholders.field
    and {{ quality_word("misfits.value") }} = placeholders.placeholder
    and placeholders.is_counted_empty
where placeholders.placeholder is null
