{#- A metric that could not be seen has no value; one that was seen and nothing happened is zero. Where all that
    happened is of unknown amount, the sum is not known either; beside known ones it is at least theirs. -#}
{%- set parts = {"channel": "channel", "owner": "owner_key", "team": "team"} -%}
with
    days as (
        select
            metric_id,
            happened_date,
            channel,
            owner_key,
            team,
            sum(numerator) as numerator,
            sum(denominator) as denominator
        from {{ ref("fct_metric_contribution") }}
        group by metric_id, happened_date, channel, owner_key, team
        union all
        select distinct
            metric_id,
            happened_date,
            channel,
            owner_key,
            team,
            cast(null as {{ metric_type() }}) as numerator,
            cast(null as {{ metric_type() }}) as denominator
        from {{ ref("int_metric_amounts__unknown") }}
    ),

    scoped as (
        select metric_id, happened_date, 'all' as scope, '' as scope_value, numerator, denominator
        from days
        {%- for scope, column in parts.items() %}
            union all
            select
                metric_id,
                happened_date,
                '{{ scope }}' as scope,
                coalesce({{ column }}, '') as scope_value,
                numerator,
                denominator
            from days
        {%- endfor %}
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
                denominator,
                false as is_empty
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
            0 as denominator,
            true as is_empty
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
            case
                when
                    {{ count_where("numerator is null") }} = 0
                    or {{ count_where("numerator is not null and not is_empty") }} > 0
                then sum(numerator)
            end as numerator,
            sum(denominator) as denominator
        from happened
        group by metric_id, period_type, period_start, scope, scope_value
    ),

    dated as (
        select
            counted.*,
            metrics.kind,
            seen.is_seen,
            seen.seen_from,
            {{ end_and_label_of_period("counted") }}
        from counted
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = counted.metric_id
        inner join {{ ref("int_metrics__seen") }} as seen on seen.metric_id = metrics.metric_id
    ),

    looked_at as (
        select
            metric_id,
            period_type,
            period_start,
            next_start,
            period_label,
            scope,
            scope_value,
            numerator,
            denominator,
            kind,
            is_seen and (seen_from is null or seen_from < next_start) as is_seen
        from dated
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
from looked_at
