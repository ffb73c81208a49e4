-- name: states
-- how the lines of deals stand to their amounts
select lines_state, count(*) as opportunities,
       cast(sum(count_lines) as bigint) as lines,
       cast(sum(count_costed_lines) as bigint) as costed_lines,
       cast(sum(abs(difference)) as decimal(24, 4)) as difference
from marts.fct_opportunity_line_check
group by lines_state
order by lines_state

-- name: sales
-- the newest year in which anything with a line was won: all products, then each by net revenue
with newest as (
    select max(period_start) as period_start
    from marts.mart_margin_volume
    where period_type = 'year' and scope_type = 'all'
),

told as (
    select m.*, p.name as product_name, p.product_code, p.is_in_catalogue
    from marts.mart_margin_volume as m
    inner join newest on newest.period_start = m.period_start
    left join marts.dim_product as p on p.product_key = m.product_key
    where m.period_type = 'year' and m.scope_type = 'all'
),

together as (
    select 0 as place, max(period_label) as period_label, min(case when is_complete then 1 else 0 end) = 1 as is_complete,
           null as product_name, null as product_code, sum(units) as units,
           sum(net_amount_corporate) as net_amount, sum(discount_amount_corporate) as discount,
           sum(priced_list_amount_corporate) as priced, cast(sum(count_unpriced_lines) as bigint) as unpriced,
           sum(costed_net_amount_corporate) as costed, sum(gross_profit_corporate) as gross_profit,
           cast(sum(count_unconverted_lines) as bigint) as unconverted
    from told
    having count(*) > 0
    union all
    select row_number() over (order by net_amount_corporate desc nulls last, product_key),
           period_label, is_complete, product_name, product_code, units, net_amount_corporate,
           discount_amount_corporate, priced_list_amount_corporate, count_unpriced_lines, costed_net_amount_corporate, gross_profit_corporate,
           count_unconverted_lines
    from told
)

select period_label, is_complete, place = 0 as is_total, product_name, product_code,
       cast(units as double precision) as units,
       cast(net_amount as decimal(24, 4)) as net_amount,
       cast(discount as double precision) / nullif(cast(priced as double precision), 0) as discount_ratio,
       cast(unpriced as bigint) as unpriced,
       cast(gross_profit as decimal(24, 4)) as gross_profit,
       cast(gross_profit as double precision) / nullif(cast(costed as double precision), 0) as margin_ratio,
       cast(costed as double precision) / nullif(cast(net_amount as double precision), 0) as coverage_ratio,
       cast(unconverted as bigint) as unconverted,
       cast(greatest(count(*) over () - 31, 0) as bigint) as left_out
from together
order by place
limit 31

-- name: all_sales
select m.period_type, cast(m.period_start as date) as period_start, m.period_label, m.is_complete,
       m.scope_type, m.scope_value, p.product_code, p.name as product_name, m.count_lines, m.units,
       m.list_amount_corporate, m.net_amount_corporate, m.discount_amount_corporate,
       m.priced_list_amount_corporate, m.discount_ratio, m.count_unpriced_lines, m.count_unconverted_lines, m.count_costed_lines, m.costed_units,
       m.costed_net_amount_corporate, m.cost_amount_corporate, m.gross_profit_corporate,
       m.margin_ratio, m.cost_coverage_ratio
from marts.mart_margin_volume as m
left join marts.dim_product as p on p.product_key = m.product_key
order by m.period_type, m.period_start, m.scope_type, m.scope_value, m.product_key
