{#- No model reads yet: entry_id. -#}
select
    id as entry_id,
    {{ blank_to_null("pricebook2id") }} as pricebook_id,
    {{ blank_to_null("product2id") }} as product_id,
    {{ blank_to_null("currencyisocode") }} as currency_code,
    unitprice as list_price,
    coalesce(isactive, true) as is_active,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "pricebook_entry") }}
