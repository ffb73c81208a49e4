{#- No model reads yet: created_at, decimal_places, is_active. They tell what marketing did, and
    what it cost. -#}
select
    id as currency_type_id,
    {{ blank_to_null("isocode") }} as currency_code,
    conversionrate as units_per_corporate_unit,
    decimalplaces as decimal_places,
    coalesce(isactive, false) as is_active,
    coalesce(iscorporate, false) as is_corporate,
    createddate as created_at,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "currency_type") }}
