{#- A metric that could not be seen has no value; one that was seen and nothing happened is zero. -#}
with
    days as (
        select
            metric_id,
            happened_date,
            channel,
            owner_key,
            sum(numerator) as numerator,
            sum(denominator) as denominator
        from {{ ref("fct_metric_contribution") }}
        group by metric_id, happened_date, channel, owner_key
    ),

    scoped as (
        select metric_id, happened_date, 'all' as scope, '' as scope_value, numerator, denominator
        from days
        union all
        select
            metric_id,
            happened_date,
            'channel' as scope,
            coalesce(channel, '') as scope_value,
            numerator,
            denominator
        from days
        union all
        select
            metric_id,
            happened_date,
            'owner' as scope,
            coalesce(owner_key, '') as scope_value,
            numerator,
            denominator
        from days
    ),

    happened as (
        {%- for type in period_types() %}
            select
                metric_id,
                '{{ type }}' as period_type,
                {{ period_start(type, "happened_date") }} as period_start,
                scope,
                scope_value,
                numerator,
                denominator
            from scoped
            union all
        {%- endfor %}
        -- where nothing happened
        select
            metrics.metric_id,
            periods.period_type,
            periods.period_start,
            'all' as scope,
            '' as scope_value,
            0 as numerator,
            0 as denominator
        from {{ ref("metrics") }} as metrics
        cross join {{ ref("int_periods__listed") }} as periods
    ),

    counted as (
        select
            metric_id,
            period_type,
            period_start,
            scope,
            scope_value,
            sum(numerator) as numerator,
            sum(denominator) as denominator
        from happened
        group by metric_id, period_type, period_start, scope, scope_value
    ),

    dated as (
        select
            counted.*,
            metrics.kind,
            coalesce(seen.is_seen, true) as is_seen,
            case
                {%- for type in period_types() %}
                    when counted.period_type = '{{ type }}'
                    then {{ period_later(type, "counted.period_start", 1) }}
                {%- endfor %}
            end as next_start,
            case
                {%- for type in period_types() %}
                    when counted.period_type = '{{ type }}'
                    then {{ period_label(type, "counted.period_start") }}
                {%- endfor %}
            end as period_label
        from counted
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = counted.metric_id
        left join {{ ref("int_stages__seen") }} as seen on seen.stage_code = metrics.seen_stage
    )

select
    metric_id,
    period_type,
    period_start,
    cast({{ dbt.dateadd("day", -1, "next_start") }} as date) as period_end,
    period_label,
    next_start <= {{ reporting_day() }} as is_complete,
    scope,
    scope_value,
    cast(case when is_seen then numerator end as {{ metric_type() }}) as numerator,
    cast(
        case when is_seen and kind = 'ratio' then denominator end as {{ metric_type() }}
    ) as denominator,
    cast(
        case
            when is_seen and kind = 'sum'
            then numerator
            when is_seen
            then {{ ratio("numerator", "denominator") }}
        end as {{ metric_type() }}
    ) as value
from dated
