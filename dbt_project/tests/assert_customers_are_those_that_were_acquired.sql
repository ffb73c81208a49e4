-- A hit is a period and scope in which the customers that are valued are not those whose
-- acquisition is
-- told, or what was spent on them is not the same.
{{ config(meta={"dagster": {"ref": {"name": "mart_customer_value"}}}) }}
select worth.period_type, worth.period_start, worth.scope_type, worth.scope_value
from {{ ref("mart_customer_value") }} as worth
left join
    {{ ref("mart_acquisition_cost") }} as acquired
    on acquired.basis = 'cohort'
    and acquired.period_type = worth.period_type
    and coalesce(acquired.period_start, date '0001-01-01')
    = coalesce(worth.period_start, date '0001-01-01')
    and acquired.scope_type = worth.scope_type
    and coalesce(acquired.scope_value, '') = coalesce(worth.scope_value, '')
where
    worth.period_type in ('month', 'quarter', 'all')
    and (
        acquired.basis is null
        or coalesce(acquired.count_customers, -1) <> coalesce(worth.count_customers, -1)
        or coalesce(acquired.spend_amount_corporate, -1)
        <> coalesce(worth.spend_amount_corporate, -1)
        or coalesce(acquired.cost_per_customer, -1) <> coalesce(worth.cost_per_customer, -1)
    )
