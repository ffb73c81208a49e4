{#- Amounts of a line, and what is left of them when its units are paid for. What is not known is null:
    a line without a cost has no margin, and enters none. -#}
with
    lines as (select * from {{ ref("int_opportunity_lines__chosen") }}),

    amounts as (
        select
            source_system,
            source_object,
            source_id,
            max(case when measure = 'list' then amount end) as list_amount,
            max(case when measure = 'net' then amount end) as net_amount,
            max(case when measure = 'cost' then amount end) as cost_amount,
            max(case when measure = 'list' then amount_corporate end) as list_amount_corporate,
            max(case when measure = 'net' then amount_corporate end) as net_amount_corporate,
            max(case when measure = 'cost' then amount_corporate end) as cost_amount_corporate,
            max(case when measure = 'net' then currency_code end) as currency_code,
            max(case when measure = 'net' then amount_conversion end) as amount_conversion,
            max(case when measure = 'cost' then amount_conversion end) as cost_conversion
        from {{ ref("int_opportunity_line_amounts__converted") }}
        group by source_system, source_object, source_id
    )

select
    {{ source_key("lines.source_system", "lines.source_object", "lines.source_id") }} as line_key,
    lines.source_system,
    lines.source_object,
    lines.source_id,
    lines.opportunity_key,
    lines.product_key,
    {{ exact("lines.quantity", "decimal(18, 6)", limit=1000000000) }} as quantity,
    {{ money("lines.list_price") }} as list_price,
    -- of no units, no price
    {{ cost_per("amounts.net_amount", "lines.quantity") }} as net_price,
    amounts.list_amount,
    amounts.net_amount,
    cast(amounts.list_amount - amounts.net_amount as {{ money_type() }}) as discount_amount,
    {{ ratio_of_amounts("amounts.list_amount - amounts.net_amount", "amounts.list_amount") }}
    as discount_ratio,
    amounts.currency_code,
    amounts.list_amount_corporate,
    amounts.net_amount_corporate,
    amounts.amount_conversion,
    costed.unit_cost,
    costed.cost_basis,
    costed.cost_currency_code,
    amounts.cost_amount,
    amounts.cost_amount_corporate,
    amounts.cost_conversion,
    cast(
        amounts.net_amount_corporate - amounts.cost_amount_corporate as {{ money_type() }}
    ) as margin_amount_corporate,
    {{
        ratio_of_amounts(
            "amounts.net_amount_corporate - amounts.cost_amount_corporate",
            "amounts.net_amount_corporate",
        )
    }} as margin_ratio,
    lines.created_at,
    lines.modified_at
from lines
inner join
    amounts
    on amounts.source_system = lines.source_system
    and amounts.source_object = lines.source_object
    and amounts.source_id = lines.source_id
inner join
    {{ ref("int_opportunity_lines__costed") }} as costed
    on costed.source_system = lines.source_system
    and costed.source_object = lines.source_object
    and costed.source_id = lines.source_id
