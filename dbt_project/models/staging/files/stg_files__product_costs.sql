select
    product_code,
    cast({{ blank_to_null("valid_from") }} as date) as valid_from,
    unit_cost,
    upper({{ blank_to_null("currency") }}) as currency_code,
    {{ audit_columns() }}
from {{ source("raw_files", "product_costs") }}
