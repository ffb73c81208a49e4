-- A hit is a period in which a system's count and the causes do not sum to the metric that is
-- published.
{{ config(meta={"dagster": {"ref": {"name": "mart_metric_gap"}}}) -}}
with
    bridges as (
        select
            metric_id,
            compared_system,
            period_type,
            period_start,
            sum(system_value + difference) as our_value,
            sum(case when cause = 'imputed' then our_value else 0 end) as imputed_value
        from {{ ref("mart_metric_gap") }}
        group by metric_id, compared_system, period_type, period_start
    )

select bridges.metric_id, bridges.compared_system, bridges.period_type, bridges.period_start
from bridges
left join
    {{ ref("mart_metric_period") }} as published
    on published.metric_id = bridges.metric_id
    and published.period_type = bridges.period_type
    and published.period_start = bridges.period_start
    and published.scope = 'all'
where
    coalesce(published.numerator, 0) <> bridges.our_value - bridges.imputed_value
    -- what could not be seen has no number
    and (published.metric_id is null or published.numerator is not null)
