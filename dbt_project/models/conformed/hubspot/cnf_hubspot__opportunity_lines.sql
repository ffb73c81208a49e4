{#- A line item is of one deal, quote or invoice alone: whichever deal is associated with it. The net price
    is worked out by HubSpot; where it may not be seen it is quantity and unit price, less the discount
    of a unit or, where a percentage is written, that. -#}
with
    deals as (
        select
            from_id as deal_id,
            to_id as line_item_id,
            row_number() over (
                partition by to_id order by length(from_id), {{ byte_order("from_id") }}
            ) as row_rank
        from {{ ref("stg_hubspot__associations") }}
        where from_type = 'deals' and to_type = 'line_items' and not is_deleted
    )

select
    'line_items' as source_object,
    lines.line_item_id as source_id,
    'deals' as opportunity_object,
    deals.deal_id as opportunity_id,
    case when lines.product_id is not null then 'products' end as product_object,
    lines.product_id,
    lines.product_code,
    lines.name,
    lines.quantity,
    lines.unit_price as list_price,
    coalesce(
        lines.net_amount,
        lines.quantity * case
            when lines.discount_percent is not null
            then lines.unit_price * (1 - lines.discount_percent / 100)
            else lines.unit_price - coalesce(lines.unit_discount, 0)
        end
    ) as net_amount,
    lines.unit_cost,
    lines.currency_code,
    lines.created_at,
    lines.modified_at
from {{ ref("stg_hubspot__line_items") }} as lines
inner join deals on deals.line_item_id = lines.line_item_id and deals.row_rank = 1
where not lines.is_deleted
