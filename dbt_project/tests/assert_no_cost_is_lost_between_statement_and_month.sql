-- A hit is a basis and scope whose months together cost something else than all statements that
-- count.
{{ config(meta={"dagster": {"ref": {"name": "mart_acquisition_cost"}}}) -}}
with
    told as (
        select sum(counted_amount_corporate) as amount
        from {{ ref("fct_marketing_spend") }}
        where is_counted
    ),

    shown as (
        select basis, period_type, scope_type, sum(spend_amount_corporate) as amount
        from {{ ref("mart_acquisition_cost") }}
        where scope_type <> 'paid' and period_type <> 'mature'
        group by basis, period_type, scope_type
    )

select shown.basis, shown.period_type, shown.scope_type
from shown
cross join told
where shown.amount is distinct from told.amount
