-- A hit is a period in which the parts that have goals of their own, and all the others together,
-- are
-- not the company: in what was counted, or in what is to be reached.
{{ config(meta={"dagster": {"ref": {"name": "mart_scorecard"}}}) -}}
with
    parts as (
        select
            metric_id,
            period_type,
            period_start,
            scope,
            sum(coalesce(actual_numerator, 0)) as numerator,
            sum(coalesce(actual_denominator, 0)) as denominator,
            sum(coalesce(target, 0)) as target
        from {{ ref("mart_scorecard") }}
        where scope <> 'all'
        group by metric_id, period_type, period_start, scope
    )

select parts.metric_id, parts.period_type, parts.period_start, parts.scope
from parts
inner join {{ ref("metrics") }} as metrics on metrics.metric_id = parts.metric_id
left join
    {{ ref("mart_scorecard") }} as company
    on company.metric_id = parts.metric_id
    and company.period_type = parts.period_type
    and company.period_start = parts.period_start
    and company.scope = 'all'
where
    company.metric_id is null
    or parts.numerator <> coalesce(company.actual_numerator, 0)
    or parts.denominator <> coalesce(company.actual_denominator, 0)
    or (metrics.kind = 'sum' and parts.target <> company.target)
