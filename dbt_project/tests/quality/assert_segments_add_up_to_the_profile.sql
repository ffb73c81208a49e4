-- A hit is a field of which the groups of one kind hold more or fewer records or values than the
-- field's own profile: a group was lost, or a value counts in one table and not in the other. See
-- quality_segment_counts.
with
    summed as (
        select
            source_system,
            source_object,
            field,
            segment_kind,
            sum(records) as records,
            sum(filled) as filled,
            sum(filled_raw) as filled_raw
        from {{ ref("field_segment") }}
        group by source_system, source_object, field, segment_kind
    )

select
    summed.*,
    profiles.records as profiled_records,
    profiles.filled as profiled_filled,
    profiles.filled_raw as profiled_filled_raw
from summed
inner join
    {{ ref("field_profile") }} as profiles
    on summed.source_system = profiles.source_system
    and summed.source_object = profiles.source_object
    and summed.field = profiles.field
where
    summed.records <> profiles.records
    or summed.filled <> profiles.filled
    or summed.filled_raw <> profiles.filled_raw
