{#- One row per week, month and quarter since the first opportunity, with the instants between which it lies. -#}
with
    first as (
        select min({{ reporting_date("born_at") }}) as day
        from {{ ref("int_opportunity_lives__listed") }}
    ),

    periods as (
        select
            period_type,
            period_start,
            period_end,
            cast({{ dbt.dateadd("day", 1, "period_end") }} as date) as next_start,
            is_complete
        from {{ ref("int_periods__listed") }}
        where period_type in ('week', 'month', 'quarter')
    )

select
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.next_start,
    {{ start_of_reporting_date("periods.period_start") }} as starts_at,
    {{ start_of_reporting_date("periods.next_start") }} as ends_at,
    periods.is_complete
from periods
cross join first
where periods.period_end >= first.day
