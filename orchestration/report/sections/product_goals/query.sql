-- name: goals
-- of each goal the last whole period and the running one; what opposes first
with ranked as (
    select g.*, p.name as product_name,
           row_number() over (
               partition by g.product_code, g.period_type, g.is_complete order by g.period_start desc
           ) as place
    from marts.mart_product_goal as g
    left join marts.dim_product as p on p.product_key = g.product_key
)

select product_code, product_name, product_key is not null as is_known, period_type, period_label,
       is_complete, cast(units_target as double precision) as units_target, units_team,
       cast(units as double precision) as units,
       cast(margin_target as double precision) as margin_target, margin_team,
       cast(margin_ratio as double precision) as margin_ratio,
       cast(cost_coverage_ratio as double precision) as coverage_ratio, quadrant,
       best_price_at_volume_corporate as best_price, price_for_margin_corporate as needed_price,
       is_opposing
from ranked
where place = 1
order by case when is_opposing then 1 else 2 end, lower(product_code), period_type, period_start desc
limit 40

-- name: product_goals
select *
from marts.mart_product_goal
order by product_code, period_type, period_start
