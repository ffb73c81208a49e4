select product_code, valid_from, unit_cost, currency_code
from {{ ref("stg_files__product_costs") }}
where not is_deleted
