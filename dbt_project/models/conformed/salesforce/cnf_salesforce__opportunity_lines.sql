{#- The list price is that of the price book, or, where the run-as user may not see it, the sales price. The
    total is worked out by Salesforce; where it may not be seen it is quantity, sales price and discount.
    Salesforce writes the opportunity's name into the line's own, so that it tells no product. -#}
select
    'opportunity_line_item' as source_object,
    lines.line_item_id as source_id,
    'opportunity' as opportunity_object,
    lines.opportunity_id,
    case when lines.product_id is not null then 'product2' end as product_object,
    lines.product_id,
    lines.product_code,
    {{ nothing("text") }} as name,
    lines.quantity,
    coalesce(lines.list_price, lines.unit_price) as list_price,
    coalesce(
        lines.net_amount,
        lines.quantity * lines.unit_price * (1 - coalesce(lines.discount_percent, 0) / 100)
    ) as net_amount,
    costs.unit_cost,
    lines.currency_code,
    lines.created_at,
    lines.modified_at
from {{ ref("stg_salesforce__opportunity_line_items") }} as lines
left join
    {{ ref("stg_salesforce__named_costs") }} as costs
    on costs.source_object = 'opportunity_line_item'
    and costs.record_id = lines.line_item_id
where not lines.is_deleted and lines.opportunity_id is not null
