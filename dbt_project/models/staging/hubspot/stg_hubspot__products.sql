select
    id as product_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("hs_sku") }} as product_code,
    price as list_price,
    hs_cost_of_goods_sold as unit_cost,
    createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "products") }}
