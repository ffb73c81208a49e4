{#- What is to be sold of a product and at which margin, beside what was: in the running period and the three
    before it. Two goals of one product oppose each other where the best price at which that many units
    were ever sold leaves less than the margin that is wanted; where so many never were, nobody knows.
    The price of a period with a line that could not be converted is not known. -#}
with
    goals as (
        select
            {{ comparable_product("product_code") }} as code_word,
            min(product_code) as product_code,
            period as period_type,
            max(case when measure = 'units' then target end) as units_target,
            max(case when measure = 'units' then owner_team end) as units_team,
            max(case when measure = 'margin_ratio' then target end) as margin_target,
            max(case when measure = 'margin_ratio' then owner_team end) as margin_team
        from {{ ref("glossary_product_goals") }}
        group by {{ comparable_product("product_code") }}, period
    ),

    products as (
        select distinct {{ comparable_product("product_code") }} as code_word, product_key
        from {{ ref("int_products__identified") }}
        where match_method = 'code'
    ),

    periods as (select * from {{ ref("int_periods__listed") }} where periods_ago < 4),

    sales as (select * from {{ ref("mart_margin_volume") }} where scope_type = 'all'),

    named as (
        select goals.*, products.product_key
        from goals
        left join products on products.code_word = goals.code_word
    ),

    -- the best price of those whole periods in which so many units were sold
    reached as (
        select
            named.code_word,
            named.period_type,
            max({{ cost_per("sales.net_amount_corporate", "sales.units") }}) as best_price
        from named
        inner join
            sales
            on sales.product_key = named.product_key
            and sales.period_type = named.period_type
            and sales.is_complete
            and sales.units >= named.units_target
            and sales.count_unconverted_lines = 0
        group by named.code_word, named.period_type
    ),

    costs as (
        select
            product_key,
            period_type,
            cost_amount_corporate,
            costed_units,
            row_number() over (
                partition by product_key, period_type order by period_start desc
            ) as row_rank
        from sales
        where costed_units > 0 and cost_amount_corporate is not null
    ),

    prices as (
        select
            named.*,
            reached.best_price,
            {{
                cost_per(
                    "costs.cost_amount_corporate",
                    "costs.costed_units * (1 - cast(named.margin_target as decimal(18, 6)))",
                )
            }} as needed_price
        from named
        left join
            reached
            on reached.code_word = named.code_word
            and reached.period_type = named.period_type
        left join
            costs
            on costs.product_key = named.product_key
            and costs.period_type = named.period_type
            and costs.row_rank = 1
    ),

    told as (
        select
            prices.*,
            periods.period_start,
            periods.period_label,
            periods.is_complete,
            -- of a known product no line is no unit
            case when prices.product_key is not null then coalesce(sales.units, 0) end as units,
            sales.margin_ratio,
            sales.cost_coverage_ratio,
            case
                when prices.product_key is not null
                then coalesce(sales.units, 0) >= prices.units_target
            end as has_units,
            sales.margin_ratio >= cast(prices.margin_target as decimal(18, 6)) as has_margin
        from prices
        inner join periods on periods.period_type = prices.period_type
        left join
            sales
            on sales.product_key = prices.product_key
            and sales.period_type = prices.period_type
            and sales.period_start = periods.period_start
    )

select
    product_code,
    product_key,
    period_type,
    period_start,
    period_label,
    is_complete,
    cast(units_target as decimal(18, 6)) as units_target,
    units_team,
    cast(units as decimal(18, 6)) as units,
    cast(margin_target as decimal(18, 6)) as margin_target,
    margin_team,
    margin_ratio,
    cost_coverage_ratio,
    case
        when has_units and has_margin
        then 'both'
        when has_units and not has_margin
        then 'buying_volume'
        when has_margin and not has_units
        then 'cherry_picking'
        when not has_units and not has_margin
        then 'neither'
    end as quadrant,
    best_price as best_price_at_volume_corporate,
    needed_price as price_for_margin_corporate,
    best_price < needed_price as is_opposing
from told
