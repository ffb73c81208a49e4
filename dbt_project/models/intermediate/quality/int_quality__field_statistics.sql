-- What the values of each field that was read are, and how young the records that hold them.
with
    field_values as (select * from {{ ref("int_quality__field_values") }}),

    fill_dates as (select * from {{ ref("int_quality__fill_dates") }}),

    -- What does not fit its column stands beside it, and is filled all the same.
    misfit_dates as (
        select
            misfits.source_system,
            misfits.source_object,
            misfits.field,
            {{ count_where("misfits.created_at >= objects.first_90d_at") }} as filled_90d,
            {{ count_where("misfits.created_at >= objects.first_365d_at") }} as filled_365d,
            max(misfits.created_at) as last_filled_created_at
        from {{ ref("int_quality__misfits") }} as misfits
        inner join
            {{ ref("int_quality__objects") }} as objects
            on misfits.source_system = objects.source_system
            and misfits.source_object = objects.source_object
        left join
            {{ ref("placeholder") }} as placeholders
            on misfits.source_system = placeholders.source_system
            and misfits.source_object = placeholders.source_object
            and misfits.field = placeholders.field
            and placeholders.is_counted_empty
            and {{ quality_word("misfits.value") }} = placeholders.placeholder
        where placeholders.placeholder is null
        group by misfits.source_system, misfits.source_object, misfits.field
    )

select
    field_values.source_system,
    field_values.source_object,
    field_values.field,
    field_values.filled,
    coalesce(fill_dates.filled_90d, 0) + coalesce(misfit_dates.filled_90d, 0) as filled_90d,
    coalesce(fill_dates.filled_365d, 0) + coalesce(misfit_dates.filled_365d, 0) as filled_365d,
    field_values.distinct_values,
    field_values.min_value,
    field_values.max_value,
    field_values.top_value,
    field_values.top_value_count,
    {{ greatest_of(["fill_dates.last_filled_created_at", "misfit_dates.last_filled_created_at"]) }}
    as last_filled_created_at
from field_values
left join
    fill_dates
    on field_values.source_system = fill_dates.source_system
    and field_values.source_object = fill_dates.source_object
    and field_values.field = fill_dates.field
left join
    misfit_dates
    on field_values.source_system = misfit_dates.source_system
    and field_values.source_object = misfit_dates.source_object
    and field_values.field = misfit_dates.field
