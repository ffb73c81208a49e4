-- name: sellers
-- the newest year in which anything was closed: each owner by net revenue
with newest as (
    select max(period_start) as period_start
    from marts.mart_seller_discount
    where period_type = 'year' and count_won_with_discount + count_lost_with_discount > 0
),

told as (
    select d.*, u.name as owner_name,
           row_number() over (
               order by d.net_amount_corporate desc nulls last, d.owner_key collate "C"
           ) as place,
           count(*) over () as sellers
    from marts.mart_seller_discount as d
    inner join newest as n on n.period_start = d.period_start
    left join marts.dim_user as u on u.owner_key = d.owner_key
    where d.period_type = 'year'
)

select period_label, is_complete, owner_name, win_rate_numerator as won,
       win_rate_denominator as closed, cast(win_rate as double precision) as rate,
       is_win_rate_judged as is_rate_judged,
       cast(won_discount_ratio as double precision) as won_discount,
       cast(lost_discount_ratio as double precision) as lost_discount,
       cast(net_amount_corporate as decimal(24, 4)) as net_amount,
       cast(margin_ratio as double precision) as margin_ratio,
       cast(cost_coverage_ratio as double precision) as coverage_ratio,
       cast(greatest(sellers - 30, 0) as bigint) as left_out
from told
where place <= 30
order by place

-- name: relations
-- over the sellers of that year of whom both are known; of fewer than five nothing is said
with newest as (
    select max(period_start) as period_start
    from marts.mart_seller_discount
    where period_type = 'year' and count_won_with_discount + count_lost_with_discount > 0
),

pairs as (
    select 'win_rate' as beside, cast(d.won_discount_ratio as double precision) as discount,
           cast(d.win_rate as double precision) as other
    from marts.mart_seller_discount as d
    inner join newest as n on n.period_start = d.period_start
    where d.period_type = 'year' and d.owner_key is not null and d.is_win_rate_judged
    union all
    select 'margin', cast(d.won_discount_ratio as double precision),
           cast(d.margin_ratio as double precision)
    from marts.mart_seller_discount as d
    inner join newest as n on n.period_start = d.period_start
    where d.period_type = 'year' and d.owner_key is not null
)

select beside, cast(corr(discount, other) as double precision) as correlation, count(*) as sellers
from pairs
where discount is not null and other is not null
group by beside
having count(*) >= 5 and stddev_pop(discount) > 0 and stddev_pop(other) > 0
order by beside desc

-- name: all_sellers
select d.period_type, cast(d.period_start as date) as period_start, d.period_label, d.is_complete,
       u.name as owner_name, d.win_rate_numerator, d.win_rate_denominator, d.win_rate,
       d.win_rate_low, d.win_rate_high, d.is_win_rate_judged, d.count_won_with_discount,
       d.won_list_amount_corporate, d.won_discount_amount_corporate, d.won_discount_ratio,
       d.count_lost_with_discount, d.lost_list_amount_corporate, d.lost_discount_amount_corporate,
       d.lost_discount_ratio, d.net_amount_corporate, d.costed_net_amount_corporate,
       d.gross_profit_corporate, d.margin_ratio, d.cost_coverage_ratio
from marts.mart_seller_discount as d
left join marts.dim_user as u on u.owner_key = d.owner_key
order by d.period_type, d.period_start, d.owner_key
