-- name: scopes
-- months of which nothing can change any more, if they won anybody; else all that there are
with chosen as (
    select coalesce(max(case when period_type = 'mature' and count_customers > 0
                             then period_type end), 'all') as period_type
    from marts.mart_customer_value
    where scope_type = 'all'
)

select v.scope_type, v.scope_value, c.label, v.period_type = 'mature' as is_mature,
       v.revenue_type, v.spend_state, cast(v.spend_amount_corporate as decimal(24, 4)) as spend,
       v.count_customers as customers, v.value_state,
       cast(v.cost_per_customer as decimal(24, 4)) as cost,
       cast(v.lifetime_value_corporate as decimal(24, 4)) as lifetime_value,
       cast(v.cost_coverage_ratio as double precision) as coverage,
       cast(v.value_to_cost_ratio as double precision) as value_to_cost,
       v.payback_state, cast(v.payback_months as double precision) as payback_months,
       v.count_deals as deals, v.count_deals_with_own_term as own_terms
from marts.mart_customer_value as v
inner join chosen as p on p.period_type = v.period_type
left join marts.dim_channel as c on v.scope_type = 'channel' and c.channel = v.scope_value
where v.scope_type in ('all', 'paid')
      or (v.scope_type = 'channel' and (v.count_customers > 0 or v.spend_state <> 'not_told'))
order by case v.scope_type when 'all' then 1 when 'paid' then 2 else 3 end,
         v.count_customers desc nulls last, v.spend_amount_corporate desc nulls last,
         v.scope_value collate "C"

-- name: cohorts
-- the last eight quarters in which a cycle began
select cast(v.period_start as date) as period_start, v.is_mature, v.spend_state,
       cast(v.spend_amount_corporate as decimal(24, 4)) as spend,
       v.count_customers as customers, v.value_state,
       cast(v.cost_per_customer as decimal(24, 4)) as cost,
       cast(v.lifetime_value_corporate as decimal(24, 4)) as lifetime_value,
       cast(v.value_to_cost_ratio as double precision) as value_to_cost,
       v.payback_state, cast(v.payback_months as double precision) as payback_months
from marts.mart_customer_value as v
where v.scope_type = 'all' and v.period_type = 'quarter' and v.period_start is not null
order by v.period_start desc
limit 8

-- name: pay
-- whether anybody tells what people cost
select count(*) > 0 as is_told
from marts.fct_marketing_spend
where cost_basis = 'people' and is_counted

-- name: all_values
select *
from marts.mart_customer_value
order by period_type, period_start, scope_type, scope_value collate "C" nulls last
