-- A hit is a rule and period in which the channels, or the campaigns, together are not the whole
-- company, or in which a rule credits another profit than the deals have.
{{ config(meta={"dagster": {"ref": {"name": "mart_marketing_return"}}}) }}
with
    scopes as (
        select
            model,
            period_type,
            coalesce(period_start, date '0001-01-01') as period_start,
            scope_type,
            sum(coalesce(won_weight, 0)) as won_weight,
            sum(coalesce(attributed_amount_corporate, 0)) as amount,
            sum(coalesce(attributed_profit_corporate, 0)) as profit,
            sum(coalesce(spend_amount_corporate, 0)) as spend
        from {{ ref("mart_marketing_return") }}
        where scope_type <> 'paid'
        group by model, period_type, coalesce(period_start, date '0001-01-01'), scope_type
    ),

    acquired as (
        select
            period_type,
            coalesce(period_start, date '0001-01-01') as period_start,
            coalesce(won_amount_corporate, 0) as amount,
            coalesce(gross_profit_corporate, 0) as profit,
            coalesce(spend_amount_corporate, 0) as spend
        from {{ ref("mart_acquisition_cost") }}
        where basis = 'cohort' and scope_type = 'all'
    )

select parts.model, parts.period_type, parts.period_start, parts.scope_type
from scopes as parts
left join
    scopes as company
    on company.model = parts.model
    and company.period_type = parts.period_type
    and company.period_start = parts.period_start
    and company.scope_type = 'all'
where
    company.model is null
    or parts.won_weight <> company.won_weight
    or parts.amount <> company.amount
    or parts.profit <> company.profit
    or parts.spend <> company.spend
union all
select company.model, company.period_type, company.period_start, company.scope_type
from scopes as company
left join
    acquired
    on acquired.period_type = company.period_type
    and acquired.period_start = company.period_start
where
    company.scope_type = 'all'
    and (
        acquired.period_type is null
        or acquired.amount <> company.amount
        or acquired.profit <> company.profit
        or acquired.spend <> company.spend
    )
