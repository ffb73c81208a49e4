{#- One row per system, currency and span of days: what one unit was worth in the system's own currency.
    `basis` is dated where the system kept a history of rates, static where it only knows today's. A
    span ends where the next begins, whatever end was written: written ends overlap by a day. -#}
with
    salesforce_home as (
        select coalesce(types.currency_code, source.currency) as currency_code
        from {{ ref("stg_salesforce__source_info") }} as source
        left join
            {{ ref("stg_salesforce__currency_types") }} as types
            on types.is_corporate
            and not types.is_deleted
    ),

    -- Salesforce writes how many units make one of its own; a rate of nothing is none
    salesforce_dated as (
        select
            currency_code,
            start_date as valid_from,
            next_start_date as written_end,
            1 / nullif(units_per_corporate_unit, 0) as value
        from {{ ref("stg_salesforce__dated_conversion_rates") }}
        where not is_deleted and units_per_corporate_unit > 0
    ),

    -- HubSpot writes what one unit of a currency is worth in another
    hubspot_dated as (
        select
            case
                when rates.to_currency_code = home.currency
                then rates.from_currency_code
                else rates.to_currency_code
            end as currency_code,
            cast(rates.effective_at as date) as valid_from,
            rates.effective_at,
            rates.rate_id,
            case
                when rates.to_currency_code = home.currency
                then rates.conversion_rate
                else 1 / nullif(rates.conversion_rate, 0)
            end as value
        from {{ ref("stg_hubspot__currencies") }} as rates
        inner join
            {{ ref("stg_hubspot__source_info") }} as home
            on home.currency in (rates.from_currency_code, rates.to_currency_code)
        where not rates.is_deleted and rates.conversion_rate > 0
    ),

    dated as (
        select
            'salesforce' as system,
            currency_code,
            valid_from,
            written_end,
            lead(valid_from) over (partition by currency_code order by valid_from) as next_begins,
            value
        from salesforce_dated
        union all
        select
            'hubspot' as system,
            currency_code,
            valid_from,
            cast(null as date) as written_end,
            lead(valid_from) over (
                partition by currency_code order by effective_at, {{ byte_order("rate_id") }}
            ) as next_begins,
            value
        from hubspot_dated
    ),

    static as (
        select 'salesforce' as system, currency_code, 1 / units_per_corporate_unit as value
        from {{ ref("stg_salesforce__currency_types") }}
        where not is_deleted and units_per_corporate_unit > 0
    ),

    homes as (
        select 'salesforce' as system, currency_code
        from salesforce_home
        union all
        select 'hubspot' as system, currency as currency_code
        from {{ ref("stg_hubspot__source_info") }}
    )

select
    dated.system,
    homes.currency_code as home_currency,
    dated.currency_code,
    'dated' as basis,
    dated.valid_from,
    case
        when coalesce(dated.next_begins <= dated.written_end, dated.written_end is null)
        then dated.next_begins
        else dated.written_end
    end as valid_to,
    dated.value
from dated
inner join homes on homes.system = dated.system and homes.currency_code <> dated.currency_code
where dated.next_begins is null or dated.next_begins > dated.valid_from
union all
select
    static.system,
    homes.currency_code as home_currency,
    static.currency_code,
    'static' as basis,
    date '0001-01-01' as valid_from,
    cast(null as date) as valid_to,
    static.value
from static
inner join homes on homes.system = static.system and homes.currency_code <> static.currency_code
union all
select
    homes.system,
    homes.currency_code as home_currency,
    homes.currency_code,
    'home' as basis,
    date '0001-01-01' as valid_from,
    cast(null as date) as valid_to,
    cast(1 as double precision) as value
from homes
where homes.currency_code is not null
