{#- The list price is that of the standard price book, where it has one alone: an org with several
    currencies has one for each. -#}
with
    prices as (
        select
            entries.product_id,
            min(entries.list_price) as list_price,
            min(entries.currency_code) as currency_code
        from {{ ref("stg_salesforce__pricebook_entries") }} as entries
        inner join
            {{ ref("stg_salesforce__pricebooks") }} as pricebooks
            on pricebooks.pricebook_id = entries.pricebook_id
            and pricebooks.is_standard
        where not entries.is_deleted and entries.is_active
        group by entries.product_id
        having count(*) = 1
    )

select
    'product2' as source_object,
    products.product_id as source_id,
    products.name,
    coalesce(products.product_code, products.sku) as product_code,
    products.family,
    prices.list_price,
    costs.unit_cost,
    prices.currency_code,
    products.is_active,
    products.created_at,
    products.modified_at,
    products.is_deleted
from {{ ref("stg_salesforce__products") }} as products
left join prices on prices.product_id = products.product_id
left join
    {{ ref("stg_salesforce__named_costs") }} as costs
    on costs.source_object = 'product2'
    and costs.record_id = products.product_id
