select
    id as line_item_id,
    {{ blank_to_null("opportunityid") }} as opportunity_id,
    {{ blank_to_null("product2id") }} as product_id,
    {{ blank_to_null("productcode") }} as product_code,
    {{ blank_to_null("currencyisocode") }} as currency_code,
    quantity,
    unitprice as unit_price,
    listprice as list_price,
    discount as discount_percent,
    totalprice as net_amount,
    createddate as created_at,
    systemmodstamp as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "opportunity_line_item") }}
