select
    id as definition_id,
    {{ as_text("value") }} as value,
    unit,
    definition,
    owner_team,
    agreed_marketing,
    agreed_sales,
    agreed_on,
    version,
    is_signed
from {{ ref("glossary_entries") }}
