select
    currencies.currency_code,
    cast(currencies.minor_units as integer) as minor_units,
    coalesce(currencies.currency_code = chosen.corporate_currency, false) as is_corporate
from {{ ref("currencies") }} as currencies
cross join {{ ref("int_currencies__chosen") }} as chosen
