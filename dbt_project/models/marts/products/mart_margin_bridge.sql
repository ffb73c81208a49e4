{#- Why the gross profit of a product is another than before, in parts that add up exactly. Compared are
    products of which units with a known cost were sold before and units at all are sold now:
    - volume: as many more units of everything as of all products together, at the margin of before;
    - mix: more or fewer units of this product than that, at the margin of before;
    - price, cost: what a unit brings and costs otherwise than before, on the units of now;
    - coverage: units whose cost is known now and was not before, or the other way round. Volume and mix
      are of the units whose cost would be known if as large a share of them were as before.
    A product of which no line was there before is new, one of which there is none now is dropped, and
    what had lines both times and cannot be compared is coverage as a whole. Each part is rounded, and
    mix, which is measured against all products, takes what rounding leaves. -#}
{%- set sums = ["units", "costed_units", "costed_net_amount", "cost_amount", "gross_profit"] -%}
with
    sales as (select * from {{ ref("int_product_sales__counted") }}),

    periods as (select * from {{ ref("int_periods__listed") }}),

    beside as ({{ sales_beside("sales", "periods", sums) }}),

    kinds as (
        select
            beside.*,
            case
                when not is_sold_before
                then 'new'
                when not is_sold_now
                then 'dropped'
                when
                    coalesce(units_now, 0) > 0
                    and coalesce(units_before, 0) > 0
                    and coalesce(costed_units_before, 0) > 0
                then 'compared'
                else 'not_comparable'
            end as product_state,
            coalesce(costed_units_now, 0) as costed_now,
            coalesce(gross_profit_now, 0) - coalesce(gross_profit_before, 0) as change
        from beside
    ),

    -- the units of now whose cost would be known if as large a share of them were as before
    shared as (
        select
            kinds.*,
            case
                when product_state = 'compared' then units_now * costed_units_before / units_before
            end as like_units
        from kinds
    ),

    totals as (
        select
            period_type,
            period_start,
            compared_with,
            scope_type,
            scope_value,
            sum(like_units)
            / sum(case when product_state = 'compared' then costed_units_before end) as growth
        from shared
        where product_state = 'compared'
        group by period_type, period_start, compared_with, scope_type, scope_value
    ),

    measured as (
        select
            shared.*,
            gross_profit_before * (totals.growth - 1) as volume,
            (costed_now - like_units) * gross_profit_before / costed_units_before as coverage,
            coalesce(costed_net_amount_now, 0)
            - costed_now * costed_net_amount_before / costed_units_before as price,
            costed_now * cost_amount_before / costed_units_before
            - coalesce(cost_amount_now, 0) as cost
        from shared
        left join
            totals
            on totals.period_type = shared.period_type
            and totals.period_start = shared.period_start
            and totals.compared_with = shared.compared_with
            and totals.scope_type = shared.scope_type
            and totals.scope_value is not distinct from shared.scope_value
            and shared.product_state = 'compared'
    ),

    rounded as (
        select
            measured.*,
            {{ money("change") }} as change_amount,
            {{ money("case when product_state = 'compared' then volume else 0 end") }}
            as volume_effect,
            {{ money("case when product_state = 'compared' then price else 0 end") }}
            as price_effect,
            {{ money("case when product_state = 'compared' then cost else 0 end") }} as cost_effect,
            {{
                money(
                    "case when product_state = 'compared' then coverage"
                    ~ " when product_state = 'not_comparable' then change else 0 end"
                )
            }} as coverage_effect,
            {{ money("case when product_state = 'new' then change else 0 end") }} as new_effect,
            {{ money("case when product_state = 'dropped' then change else 0 end") }}
            as dropped_effect,
            -- nobody knows what any unit of it brings: no part, rather than one of nothing
            gross_profit_now is null and gross_profit_before is null as is_unknown
        from measured
    )

select
    period_type,
    period_start,
    period_label,
    is_complete,
    compared_with,
    compared_start,
    scope_type,
    scope_value,
    product_key,
    product_state,
    {{ money("gross_profit_now") }} as gross_profit_corporate,
    {{ money("gross_profit_before") }} as gross_profit_before_corporate,
    case when not is_unknown then change_amount end as change_amount_corporate,
    {%- for name in ["volume", "price", "cost", "coverage", "new", "dropped"] %}
        case when not is_unknown then {{ name }}_effect end as {{ name }}_effect_corporate,
    {%- endfor %}
    cast(
        case
            when not is_unknown
            then
                change_amount
                - volume_effect
                - price_effect
                - cost_effect
                - coverage_effect
                - new_effect
                - dropped_effect
        end as {{ money_type() }}
    ) as mix_effect_corporate
from rounded
