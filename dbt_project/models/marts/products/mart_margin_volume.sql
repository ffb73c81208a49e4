select
    sales.period_type,
    sales.period_start,
    periods.period_label,
    periods.is_complete,
    sales.scope_type,
    sales.scope_value,
    sales.product_key,
    sales.count_lines,
    cast(sales.units as decimal(18, 6)) as units,
    cast(sales.list_amount as {{ money_type() }}) as list_amount_corporate,
    cast(sales.net_amount as {{ money_type() }}) as net_amount_corporate,
    cast(sales.discount_amount as {{ money_type() }}) as discount_amount_corporate,
    cast(sales.priced_list_amount as {{ money_type() }}) as priced_list_amount_corporate,
    {{ ratio_of_amounts("sales.discount_amount", "sales.priced_list_amount") }} as discount_ratio,
    sales.count_unpriced_lines,
    sales.count_unconverted_lines,
    sales.count_costed_lines,
    cast(sales.costed_units as decimal(18, 6)) as costed_units,
    cast(sales.costed_net_amount as {{ money_type() }}) as costed_net_amount_corporate,
    cast(sales.cost_amount as {{ money_type() }}) as cost_amount_corporate,
    cast(sales.gross_profit as {{ money_type() }}) as gross_profit_corporate,
    {{ ratio_of_amounts("sales.gross_profit", "sales.costed_net_amount") }} as margin_ratio,
    {{ ratio_of_amounts("sales.costed_net_amount", "sales.net_amount") }} as cost_coverage_ratio
from {{ ref("int_product_sales__counted") }} as sales
inner join
    {{ ref("int_periods__listed") }} as periods
    on periods.period_type = sales.period_type
    and periods.period_start = sales.period_start
