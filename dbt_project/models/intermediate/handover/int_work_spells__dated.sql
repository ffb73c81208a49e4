{#- One row per work calendar, time zone, UTC day and stretch of that day in which it is open, with
    the seconds it was open before; and one of no length at the start of each day, so that every day
    has one. A stretch over midnight UTC is two. From the first hand-over on, up to 400 days to come.
    No unit test: tests/integration/dbt/test_handover.py compares it with a reference that walks
    through random histories. -#}
with
    zones as (
        select distinct calendar, time_zone
        from {{ ref("int_owner_calendars__chosen") }}
        union
        select
            users.calendar,
            coalesce(calendars.time_zone, {{ glossary("reporting_time_zone") }}) as time_zone
        from {{ ref("glossary_calendar_users") }} as users
        inner join
            {{ ref("glossary_work_calendars") }} as calendars on calendars.code = users.calendar
    ),

    bounds as (
        select
            cast({{ dbt.dateadd("day", -2, "min(clock_starts_at)") }} as date) as first_day,
            cast({{ dbt.dateadd("day", 400, reporting_day()) }} as date) as last_day
        from {{ ref("int_handoff_clocks__started") }}
    ),

    days as (
        select cast({{ moved_by("numbers.n - 1", "day", "bounds.first_day") }} as date) as day
        from bounds
        inner join
            ({{ numbers_to(16384) }}) as numbers
            on numbers.n <= {{ days_between("bounds.first_day", "bounds.last_day") }} + 1
    ),

    off as (
        select calendar, day
        from {{ ref("public_holidays") }}
        union
        select coalesce(days_off.calendar, calendars.code) as calendar, days_off.day
        from {{ ref("glossary_days_off") }} as days_off
        inner join
            {{ ref("glossary_work_calendars") }} as calendars
            on calendars.code = days_off.calendar
            or days_off.calendar is null
    ),

    open_days as (
        select
            zones.calendar,
            zones.time_zone,
            {{ weekday_of("days.day") }} as weekday,
            cast(days.day as {{ dbt.type_timestamp() }}) as midnight
        from zones
        cross join days
        left join off on off.calendar = zones.calendar and off.day = days.day
        where off.day is null
    ),

    opened as (
        select
            open_days.calendar,
            open_days.time_zone,
            {{
                instant_of_clock_time(
                    moved_by("hours.opens", "minute", "open_days.midnight"),
                    "open_days.time_zone",
                )
            }} as starts_at,
            {{
                instant_of_clock_time(
                    moved_by("hours.closes", "minute", "open_days.midnight"),
                    "open_days.time_zone",
                )
            }} as ends_at
        from open_days
        inner join
            {{ ref("glossary_work_hours") }} as hours
            on hours.calendar = open_days.calendar
            and hours.weekday = open_days.weekday
    ),

    pieces as (
        select
            opened.calendar,
            opened.time_zone,
            cast({{ moved_by("numbers.n - 1", "day", "opened.starts_at") }} as date) as utc_day,
            opened.starts_at,
            opened.ends_at
        from opened
        inner join
            ({{ numbers_to(3) }}) as numbers
            on cast(
                {{ moved_by("numbers.n - 1", "day", "cast(opened.starts_at as date)") }}
                as {{ dbt.type_timestamp() }}
            )
            < opened.ends_at
        where opened.starts_at < opened.ends_at
    ),

    cut as (
        select
            calendar,
            time_zone,
            utc_day,
            {{ greatest_of(["starts_at", "cast(utc_day as " ~ dbt.type_timestamp() ~ ")"]) }}
            as starts_at,
            {{
                least_of(
                    [
                        "ends_at",
                        "cast("
                        ~ moved_by(1, "day", "utc_day")
                        ~ " as "
                        ~ dbt.type_timestamp()
                        ~ ")",
                    ]
                )
            }} as ends_at
        from pieces
        union all
        select
            zones.calendar,
            zones.time_zone,
            days.day as utc_day,
            cast(days.day as {{ dbt.type_timestamp() }}) as starts_at,
            cast(days.day as {{ dbt.type_timestamp() }}) as ends_at
        from zones
        cross join days
    ),

    measured as (
        select cut.*, {{ seconds_between("starts_at", "ends_at") }} as open_seconds from cut
    )

select
    calendar,
    time_zone,
    utc_day,
    starts_at,
    ends_at,
    open_seconds,
    cast(
        sum(open_seconds) over (
            partition by calendar, time_zone
            order by utc_day, starts_at, ends_at
            rows between unbounded preceding and current row
        )
        - open_seconds as bigint
    ) as seconds_before
from measured
