{#- What a product is called is what the first record of it says that stands in a catalogue. -#}
{%- set order = (
    "case when is_in_catalogue then 'a ' else 'b ' end || source_system || ' ' || source_object || ' '"
    ~ " || lpad(source_id, 24, ' ')"
) -%}
with records as (select * from {{ ref("int_products__identified") }})

select
    product_key,
    coalesce(
        {{ first_known("name", order) }},
        {{ first_known("product_code", order) }},
        min(source_object) || ' ' || min(source_id)
    ) as name,
    {{ first_known("product_code", order) }} as product_code,
    {{ first_known("family", order) }} as family,
    {{ first_known("list_price", order) }} as list_price,
    {{ first_known("unit_cost", order) }} as unit_cost,
    {{ count_where("is_in_catalogue") }} > 0 as is_in_catalogue,
    case
        when {{ count_where("is_in_catalogue") }} > 0
        then {{ count_where("is_in_catalogue and coalesce(is_active, true)") }} > 0
    end as is_active,
    count(distinct source_system) as count_systems,
    count(*) as count_records,
    min(created_at) as created_at
from records
group by product_key
