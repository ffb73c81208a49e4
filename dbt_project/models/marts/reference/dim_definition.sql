select
    id as definition_id,
    cast(value as varchar) as value,
    unit,
    definition,
    owner_team,
    agreed_marketing,
    agreed_sales,
    agreed_on,
    version,
    is_signed
from {{ ref("glossary_entries") }}
