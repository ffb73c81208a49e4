{#- One row per line that counts, and what a unit of it cost: as the line itself says; else as the dropped
    file says for the day on which it was or is to be sold; else as the catalogue says now, the line's
    own product first. Nobody's cost is none, and not nothing. -#}
with
    lines as (select * from {{ ref("int_opportunity_lines__chosen") }}),

    dated as (
        select
            products.product_key,
            costs.valid_from,
            {{ money("costs.unit_cost") }} as unit_cost,
            upper(costs.currency_code) as currency_code,
            costs.product_code
        from {{ ref("cnf_product_costs") }} as costs
        inner join
            (
                select distinct {{ comparable_product("product_code") }} as code_word, product_key
                from {{ ref("int_products__identified") }}
                where match_method = 'code'
            ) as products
            on products.code_word = {{ comparable_product("costs.product_code") }}
    ),

    of_the_day as (
        select
            lines.source_system,
            lines.source_object,
            lines.source_id,
            dated.unit_cost,
            dated.currency_code,
            row_number() over (
                partition by lines.source_system, lines.source_object, lines.source_id
                order by
                    case when dated.valid_from is null then 1 else 0 end,
                    dated.valid_from desc,
                    {{ byte_order("dated.product_code") }}
            ) as row_rank
        from lines
        inner join dated on dated.product_key = lines.product_key
        where
            dated.unit_cost is not null
            and (dated.valid_from is null or dated.valid_from <= lines.sold_on)
    ),

    standing as (
        select
            lines.source_system,
            lines.source_object,
            lines.source_id,
            products.source_system as told_by,
            products.unit_cost,
            upper(products.currency_code) as currency_code,
            row_number() over (
                partition by lines.source_system, lines.source_object, lines.source_id
                order by
                    case
                        when products.source_system <> lines.source_system
                        then 2
                        when
                            products.source_object <> lines.product_object
                            or products.source_id <> lines.product_id
                        then 1
                        else 0
                    end,
                    products.source_system,
                    products.source_object,
                    length(products.source_id),
                    {{ byte_order("products.source_id") }}
            ) as row_rank
        from lines
        inner join
            {{ ref("int_products__identified") }} as products
            on products.product_key = lines.product_key
        where products.unit_cost is not null
    )

select
    lines.source_system,
    lines.source_object,
    lines.source_id,
    case
        when lines.unit_cost is not null
        then {{ money("lines.unit_cost") }}
        when of_the_day.unit_cost is not null
        then of_the_day.unit_cost
        else standing.unit_cost
    end as unit_cost,
    case
        when lines.unit_cost is not null
        then 'line'
        when of_the_day.unit_cost is not null
        then 'file'
        when standing.unit_cost is not null
        then 'catalogue'
    end as cost_basis,
    case
        when lines.unit_cost is not null
        then coalesce(lines.currency_code, upper(own.currency))
        when of_the_day.unit_cost is not null
        then coalesce(of_the_day.currency_code, currencies.corporate_currency)
        else coalesce(standing.currency_code, upper(tellers.currency))
    end as cost_currency_code
from lines
cross join {{ ref("int_currencies__chosen") }} as currencies
left join
    of_the_day
    on of_the_day.source_system = lines.source_system
    and of_the_day.source_object = lines.source_object
    and of_the_day.source_id = lines.source_id
    and of_the_day.row_rank = 1
left join
    standing
    on standing.source_system = lines.source_system
    and standing.source_object = lines.source_object
    and standing.source_id = lines.source_id
    and standing.row_rank = 1
left join {{ ref("stg_meta__source_info") }} as own on own.source_system = lines.source_system
left join {{ ref("stg_meta__source_info") }} as tellers on tellers.source_system = standing.told_by
