-- A hit is a corporate currency of Salesforce whose own rate is not 1: then its rates are not
-- units per unit of the corporate currency, and every converted amount is wrong.
{{ config(meta={"dagster": {"ref": {"name": "fct_fx_rate"}}}) -}}
select types.currency_code, types.units_per_corporate_unit
from {{ ref("stg_salesforce__currency_types") }} as types
where types.is_corporate and not types.is_deleted and types.units_per_corporate_unit <> 1
union all
select rates.currency_code, rates.units_per_corporate_unit
from {{ ref("stg_salesforce__dated_conversion_rates") }} as rates
inner join
    {{ ref("stg_salesforce__currency_types") }} as types
    on types.currency_code = rates.currency_code
    and types.is_corporate
    and not types.is_deleted
where not rates.is_deleted and rates.units_per_corporate_unit <> 1
