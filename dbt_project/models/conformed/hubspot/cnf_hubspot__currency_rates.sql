{#- HubSpot writes what one unit of a currency is worth in another; a rate of nothing is none. -#}
select
    case
        when rates.to_currency_code = home.currency
        then rates.from_currency_code
        else rates.to_currency_code
    end as currency_code,
    'dated' as basis,
    cast(rates.effective_at as date) as valid_from,
    {{ nothing("date") }} as written_end,
    rates.effective_at,
    'currencies' as source_object,
    rates.rate_id,
    case
        when rates.to_currency_code = home.currency
        then rates.conversion_rate
        else 1 / nullif(rates.conversion_rate, 0)
    end as value
from {{ ref("stg_hubspot__currencies") }} as rates
inner join
    {{ ref("stg_meta__source_info") }} as home
    on home.source_system = 'hubspot'
    and home.currency in (rates.from_currency_code, rates.to_currency_code)
where not rates.is_deleted and rates.conversion_rate > 0
