-- A hit is a period in which the channels, or the owners, of a metric are together not the company.
{{ config(meta={"dagster": {"ref": {"name": "mart_metric_period"}}}) -}}
with
    scopes as (
        select
            metric_id,
            period_type,
            period_start,
            scope,
            sum(coalesce(numerator, 0)) as numerator,
            sum(coalesce(denominator, 0)) as denominator
        from {{ ref("mart_metric_period") }}
        group by metric_id, period_type, period_start, scope
    )

select parts.metric_id, parts.period_type, parts.period_start, parts.scope
from scopes as parts
left join
    scopes as company
    on company.metric_id = parts.metric_id
    and company.period_type = parts.period_type
    and company.period_start = parts.period_start
    and company.scope = 'all'
where
    parts.scope <> 'all'
    and (
        company.metric_id is null
        or parts.numerator <> company.numerator
        or parts.denominator <> company.denominator
    )
