select
    id as line_item_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("hs_sku") }} as product_code,
    {{ blank_to_null("hs_product_id") }} as product_id,
    {{ blank_to_null("hs_line_item_currency_code") }} as currency_code,
    quantity,
    price as unit_price,
    discount as unit_discount,
    hs_discount_percentage as discount_percent,
    amount as net_amount,
    hs_cost_of_goods_sold as unit_cost,
    {{ blank_to_null("hs_recurring_billing_period") }} as billing_period,
    createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "line_items") }}
