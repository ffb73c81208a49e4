-- What is followed from day to day: of the records that were created on a day, how many there are
-- of which it is asked, and of how many it is true. Today is not over, and says nothing yet.
-- No unit test: a share needs days of records; tests/integration/quality/test_breaks.py has them.
with
    profiles as (
        select *
        from {{ ref("field_profile") }}
        where verdict in ('used', 'constant') and not is_calculated
    ),

    days as (
        select
            counts.source_system,
            counts.source_object,
            counts.field,
            cast(counts.segment as date) as created_on,
            counts.records,
            counts.filled,
            counts.filled_raw
        from {{ ref("int_quality__segment_counts") }} as counts
        inner join
            profiles
            on counts.source_system = profiles.source_system
            and counts.source_object = profiles.source_object
            and counts.field = profiles.field
        where
            counts.segment_kind = 'created_day'
            and counts.segment <> ''
            and cast(counts.segment as date) < {{ reporting_day() }}
    ),

    -- A value that few records hold is nothing to judge by.
    followed as (
        select source_system, source_object, field, value
        from {{ ref("int_quality__value_days") }}
        group by source_system, source_object, field, value
        having sum(records) >= {{ quality_parameter("min_records") }}
    ),

    series as (
        select
            source_system,
            source_object,
            field,
            'fill' as series_kind,
            '' as value,
            created_on,
            records,
            filled as hits
        from days
        union all
        select
            days.source_system,
            days.source_object,
            days.field,
            'placeholder' as series_kind,
            '' as value,
            days.created_on,
            days.records,
            days.filled_raw - days.filled as hits
        from days
        inner join
            profiles
            on days.source_system = profiles.source_system
            and days.source_object = profiles.source_object
            and days.field = profiles.field
            and profiles.placeholder_records > 0
        union all
        select
            days.source_system,
            days.source_object,
            days.field,
            'value' as series_kind,
            followed.value,
            days.created_on,
            days.filled_raw as records,
            coalesce(held.records, 0) as hits
        from days
        inner join
            followed
            on days.source_system = followed.source_system
            and days.source_object = followed.source_object
            and days.field = followed.field
        left join
            {{ ref("int_quality__value_days") }} as held
            on days.source_system = held.source_system
            and days.source_object = held.source_object
            and days.field = held.field
            and days.created_on = held.created_on
            and followed.value = held.value
        where days.filled_raw > 0
    )

select
    source_system,
    source_object,
    field,
    series_kind,
    value,
    created_on,
    {{ days_between("cast('2000-01-01' as date)", "created_on") }} as day_number,
    {{ days_between("created_on", reporting_day()) }} as days_ago,
    cast(records as bigint) as records,
    cast(hits as bigint) as hits
from series
