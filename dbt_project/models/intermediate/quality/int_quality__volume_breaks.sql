{#- A break of volume: a day from which on far fewer records of an object are created than in the eight
    weeks before it, fewer in its first fourteen days than in any fourteen of the year before. Which day it
    was is judged by what its weekday brings on average; one that brought nothing is no day to stop on.
    No unit test: a break needs more than a year of days; tests/integration/quality/test_breaks.py plants
    a halving and an end. -#}
{%- set days_followed = 400 -%}
{%- set object = "source_system, source_object" -%}
with
    counted as (
        select
            source_system,
            source_object,
            cast(segment as date) as created_on,
            max(records) as records
        from {{ ref("int_quality__segment_counts") }}
        where segment_kind = 'created_day' and segment <> ''
        group by source_system, source_object, segment
    ),

    objects as (
        select source_system, source_object, min(created_on) as first_day
        from counted
        group by source_system, source_object
    ),

    calendar as (
        select cast({{ dbt.dateadd("day", "-n", reporting_day()) }} as date) as day, n as days_ago
        from ({{ numbers_to(days_followed) }}) as numbers
    ),

    days as (
        select
            objects.source_system,
            objects.source_object,
            calendar.day,
            calendar.days_ago,
            mod(calendar.days_ago, 7) as weekday,
            coalesce(counted.records, 0) as records
        from objects
        inner join calendar on calendar.day >= objects.first_day
        left join
            counted
            on objects.source_system = counted.source_system
            and objects.source_object = counted.source_object
            and calendar.day = counted.created_on
    ),

    expected as (
        select
            days.*,
            avg(cast(records as {{ double_type() }})) over (
                partition by {{ object }}, weekday
            ) as expected_records
        from days
    ),

    summed as (
        select
            expected.*,
            sum(expected_records) over (
                partition by {{ object }} order by day rows between 56 preceding and 1 preceding
            ) as expected_before,
            sum(expected_records) over (
                partition by {{ object }}
                order by day
                rows between current row and unbounded following
            ) as expected_after,
            sum(records) over (
                partition by {{ object }} order by day rows between 56 preceding and 1 preceding
            ) as records_before,
            sum(records) over (
                partition by {{ object }} order by day rows between 14 preceding and 1 preceding
            ) as records_near_before,
            sum(records) over (
                partition by {{ object }} order by day rows between current row and 13 following
            ) as records_near_after,
            sum(records) over (
                partition by {{ object }}
                order by day
                rows between current row and unbounded following
            ) as records_after,
            count(*) over (
                partition by {{ object }}
                order by day
                rows between unbounded preceding and 1 preceding
            ) as days_known,
            sum(records) over (
                partition by {{ object }}, weekday
                order by day
                rows between 8 preceding and 1 preceding
            ) as records_of_weekday,
            max(case when records > 0 then day end) over (
                partition by {{ object }}
                order by day
                rows between unbounded preceding and 1 preceding
            ) as last_day_before
        from expected
    ),

    around as (
        select
            summed.*,
            min(case when days_known >= 14 then records_near_before end) over (
                partition by {{ object }} order by day rows between 365 preceding and current row
            ) as poorest_fortnight
        from summed
    ),

    judged as (
        select
            around.*,
            {{
                quality_poisson_gain(
                    "records_before", "expected_before", "records_after", "expected_after"
                )
            }} as gain
        from around
        where
            days_ago >= 14
            and days_known >= 180
            and records_of_weekday > 0
            and records_near_before >= {{ quality_parameter("min_records") }}
            and records_near_before * 56 >= 0.8 * records_before * 14
            and records_near_after * 56 <= 0.65 * records_before * 14
            and records_after * 56 <= 0.65 * records_before * days_ago
            and records_near_after < poorest_fortnight
    ),

    ranked as (
        select
            judged.*, row_number() over (partition by {{ object }} order by gain desc, day) as place
        from judged
        where gain * 2 >= {{ quality_parameter("drift_chi_square") }}
    )

select
    source_system,
    source_object,
    case when records_after = 0 then 'volume_stopped' else 'volume_fell' end as break_kind,
    day as broke_on,
    last_day_before,
    cast(records_before as bigint) as records_before,
    cast(records_after as bigint) as records_after,
    cast(56 as bigint) as days_before,
    cast(days_ago as bigint) as days_after
from ranked
where place = 1
