{#- Salesforce writes how many units make one of its own; a rate of nothing is none. -#}
select
    currency_code,
    'dated' as basis,
    start_date as valid_from,
    next_start_date as written_end,
    {{ nothing("timestamp") }} as effective_at,
    'dated_conversion_rate' as source_object,
    rate_id,
    1 / nullif(units_per_corporate_unit, 0) as value
from {{ ref("stg_salesforce__dated_conversion_rates") }}
where not is_deleted and units_per_corporate_unit > 0
union all
select
    currency_code,
    'static' as basis,
    date '0001-01-01' as valid_from,
    {{ nothing("date") }} as written_end,
    {{ nothing("timestamp") }} as effective_at,
    'currency_type' as source_object,
    currency_type_id as rate_id,
    1 / units_per_corporate_unit as value
from {{ ref("stg_salesforce__currency_types") }}
where not is_deleted and units_per_corporate_unit > 0
