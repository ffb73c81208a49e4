select
    id as product_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("productcode") }} as product_code,
    {{ blank_to_null("stockkeepingunit") }} as sku,
    {{ blank_to_null("family") }} as family,
    coalesce(isactive, true) and not coalesce(isarchived, false) as is_active,
    createddate as created_at,
    systemmodstamp as modified_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "product2") }}
