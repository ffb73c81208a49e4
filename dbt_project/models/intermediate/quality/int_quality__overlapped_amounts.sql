-- The amounts that a dated rate converts on a day on which the one before it was written to hold,
-- too:
-- of the system of the rates, and of whoever has none of its own for the currency.
with
    windows as (select * from {{ ref("fct_rate_overlap") }}),

    own_rates as (
        select distinct source_system, currency_code
        from {{ ref("cnf_currency_rates") }}
        where basis = 'dated'
    ),

    amounts as (
        select
            source_system,
            opportunity_key,
            coalesce(close_date, {{ reporting_day() }}) as rate_date,
            currency_code,
            amount
        from {{ ref("fct_opportunity") }}
        where amount_conversion = 'dated_rate'
        union all
        select
            source_system,
            cast(null as {{ dbt.type_string() }}) as opportunity_key,
            {{ least_of(["spent_to", reporting_day()]) }} as rate_date,
            currency_code,
            spend_amount as amount
        from {{ ref("fct_marketing_spend") }}
        where is_counted and amount_conversion = 'dated_rate'
    )

select
    windows.source_system,
    windows.source_object,
    windows.source_id,
    amounts.opportunity_key,
    amounts.amount
from windows
inner join
    amounts
    on amounts.currency_code = windows.currency_code
    and amounts.rate_date >= windows.other_valid_from
    and amounts.rate_date < windows.written_end_date
left join
    own_rates
    on own_rates.source_system = amounts.source_system
    and own_rates.currency_code = amounts.currency_code
where amounts.source_system = windows.source_system or own_rates.source_system is null
