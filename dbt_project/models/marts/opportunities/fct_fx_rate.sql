select system as source_system, from_currency, to_currency, basis, valid_from, valid_to, rate
from {{ ref("int_fx_rates__crossed") }}
