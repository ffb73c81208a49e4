{#- Words in the place of a name that mean: nobody has agreed to it yet. -#}
{%- set nobody = "('default', 'nobody yet')" -%}
select
    id as definition_id,
    cast(value as varchar) as value,
    unit,
    definition,
    owner_team,
    agreed_marketing,
    agreed_sales,
    cast(agreed_on as varchar) as agreed_on,
    version,
    coalesce(agreed_marketing not in {{ nobody }}, false)
    and coalesce(agreed_sales not in {{ nobody }}, false) as is_signed
from {{ ref("glossary_entries") }}
