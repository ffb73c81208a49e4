{#- What stands in the library may be sold. -#}
select
    'products' as source_object,
    product_id as source_id,
    name,
    product_code,
    {{ nothing("text") }} as family,
    list_price,
    unit_cost,
    {{ nothing("text") }} as currency_code,
    not is_deleted as is_active,
    created_at,
    modified_at,
    is_deleted
from {{ ref("stg_hubspot__products") }}
