-- name: steps
-- the newest whole quarter with a comparison (else the running one), against the one before and a year before
with ranked as (
    select b.*, max(case when is_complete then period_start end) over () as newest_whole,
           max(period_start) over () as newest
    from marts.mart_margin_bridge as b
    where period_type = 'quarter' and scope_type = 'all'
),

shown as (
    select *
    from ranked
    where period_start = coalesce(newest_whole, newest)
),

sums as (
    select compared_with, period_label, is_complete, compared_start,
           sum(gross_profit_before_corporate) as begin_amount,
           sum(volume_effect_corporate) as volume, sum(mix_effect_corporate) as mix,
           sum(price_effect_corporate) as price, sum(cost_effect_corporate) as cost,
           sum(coverage_effect_corporate) as coverage, sum(new_effect_corporate) as new_products,
           sum(dropped_effect_corporate) as dropped, sum(gross_profit_corporate) as end_amount
    from shown
    group by compared_with, period_label, is_complete, compared_start
),

parts as (
    select s.*, 1 as place, 'Before' as label, begin_amount as amount, true as is_whole from sums as s
    union all select s.*, 2, 'Volume', volume, false from sums as s
    union all select s.*, 3, 'Mix', mix, false from sums as s
    union all select s.*, 4, 'Price', price, false from sums as s
    union all select s.*, 5, 'Cost', cost, false from sums as s
    union all select s.*, 6, 'New', new_products, false from sums as s
    union all select s.*, 7, 'Dropped', dropped, false from sums as s
    union all select s.*, 8, 'Cost known', coverage, false from sums as s
    union all select s.*, 9, 'Now', end_amount, true from sums as s
),

running as (
    select p.*,
           sum(case when place = 9 then 0 else coalesce(amount, 0) end)
               over (partition by compared_with order by place) as after_it
    from parts as p
),

placed as (
    select r.*,
           case when is_whole then least(coalesce(amount, 0), 0)
                else least(after_it, after_it - coalesce(amount, 0)) end as low,
           case when is_whole then greatest(coalesce(amount, 0), 0)
                else greatest(after_it, after_it - coalesce(amount, 0)) end as high
    from running as r
),

-- where a loss was made the columns hang from the deepest one
grounds as (
    select p.*, least(min(low) over (partition by compared_with), 0) as ground
    from placed as p
)

select compared_with, period_label, is_complete, cast(compared_start as date) as compared_start,
       label, cast(amount as decimal(24, 4)) as amount, is_whole,
       coalesce(amount, 0) < 0 as is_loss,
       cast(low - ground as double precision) as low,
       cast(high - ground as double precision) as high
from grounds
order by compared_with, place

-- name: products
-- the same by product, against the period before: those that moved most first
with ranked as (
    select b.*, max(case when is_complete then period_start end) over () as newest_whole,
           max(period_start) over () as newest
    from marts.mart_margin_bridge as b
    where period_type = 'quarter' and scope_type = 'all' and compared_with = 'period_before'
)

select p.name as product_name, r.product_state,
       cast(r.change_amount_corporate as decimal(24, 4)) as change,
       cast(r.volume_effect_corporate as decimal(24, 4)) as volume,
       cast(r.mix_effect_corporate as decimal(24, 4)) as mix,
       cast(r.price_effect_corporate as decimal(24, 4)) as price,
       cast(r.cost_effect_corporate as decimal(24, 4)) as cost,
       cast(r.coverage_effect_corporate as decimal(24, 4)) as coverage
from ranked as r
left join marts.dim_product as p on p.product_key = r.product_key
where r.period_start = coalesce(r.newest_whole, r.newest)
order by abs(r.change_amount_corporate) desc nulls last, r.product_key
limit 20

-- name: all_parts
select b.period_type, cast(b.period_start as date) as period_start, b.period_label, b.is_complete,
       b.compared_with, cast(b.compared_start as date) as compared_start, b.scope_type,
       b.scope_value, p.product_code, p.name as product_name, b.product_state,
       b.gross_profit_before_corporate, b.gross_profit_corporate, b.change_amount_corporate,
       b.volume_effect_corporate, b.mix_effect_corporate, b.price_effect_corporate,
       b.cost_effect_corporate, b.coverage_effect_corporate, b.new_effect_corporate,
       b.dropped_effect_corporate
from marts.mart_margin_bridge as b
left join marts.dim_product as p on p.product_key = b.product_key
order by b.period_type, b.period_start, b.compared_with, b.scope_type, b.scope_value, b.product_key
