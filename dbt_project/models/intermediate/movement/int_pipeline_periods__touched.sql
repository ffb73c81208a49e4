{#- One row per opportunity and period whose pipeline it touched: it was open and due in the period at some
    moment of it, or it was closed in it. `begin_number` is its last state before the period (null if it was
    not made yet), `end_number` its last of the period. -#}
with
    states as (
        select
            states.*,
            lag(stage_category) over (
                partition by opportunity_key order by state_number
            ) as category_before
        from {{ ref("fct_opportunity_state") }} as states
    ),

    periods as (select * from {{ ref("int_pipeline_periods__listed") }}),

    due as (
        {%- for period_type in movement_periods() %}
            select
                states.opportunity_key,
                '{{ period_type }}' as period_type,
                {{ period_start(period_type, "states.close_date") }} as period_start,
                states.valid_from_at,
                states.valid_to_at
            from states
            where states.is_open and states.close_date is not null
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    closed as (
        {%- for period_type in movement_periods() %}
            select
                states.opportunity_key,
                '{{ period_type }}' as period_type,
                {{ period_start(period_type, reporting_date("states.valid_from_at")) }}
                as period_start
            from states
            where
                not states.is_open
                and (
                    states.category_before is null
                    or states.category_before <> states.stage_category
                )
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    touched as (
        select due.opportunity_key, due.period_type, due.period_start
        from due
        inner join
            periods
            on periods.period_type = due.period_type
            and periods.period_start = due.period_start
        where
            due.valid_from_at < periods.ends_at
            and (due.valid_to_at is null or due.valid_to_at >= periods.starts_at)
        union
        select opportunity_key, period_type, period_start
        from closed
    )

select
    touched.opportunity_key,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.next_start,
    periods.starts_at,
    periods.ends_at,
    periods.is_complete,
    max(
        case when states.valid_from_at < periods.starts_at then states.state_number end
    ) as begin_number,
    max(states.state_number) as end_number
from touched
inner join
    periods
    on periods.period_type = touched.period_type
    and periods.period_start = touched.period_start
inner join
    states
    on states.opportunity_key = touched.opportunity_key
    and states.valid_from_at < periods.ends_at
group by
    touched.opportunity_key,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.next_start,
    periods.starts_at,
    periods.ends_at,
    periods.is_complete
