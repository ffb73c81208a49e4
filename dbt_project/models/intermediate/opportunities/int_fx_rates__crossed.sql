{#- One row per system, currency and span of days: what to multiply an amount by to have it in the
    corporate currency. A system that does not know the corporate currency takes the step from its
    own currency to it by the rates of the other system. No rate is ever guessed. -#}
with
    currency_values as (select * from {{ ref("int_currency_values__dated") }}),

    corporate as (
        select corporate_currency as currency_code from {{ ref("int_currencies__chosen") }}
    ),

    -- what one unit of a system's own currency is worth in the corporate one
    own_steps as (
        select
            currency_values.system,
            currency_values.basis,
            currency_values.valid_from,
            currency_values.valid_to,
            1 / nullif(currency_values.value, 0) as value
        from currency_values
        inner join corporate on corporate.currency_code = currency_values.currency_code
    ),

    own_rates as ({{ carried_on("currency_values", "own_steps", same_basis=true) }}),

    borrowed_steps as (
        select
            homes.system, own_rates.basis, own_rates.valid_from, own_rates.valid_to, own_rates.value
        from currency_values as homes
        inner join
            own_rates
            on own_rates.currency_code = homes.currency_code
            and own_rates.system <> homes.system
        left join own_steps on own_steps.system = homes.system
        where homes.basis = 'home' and own_steps.system is null
    ),

    borrowed_rates as ({{ carried_on("currency_values", "borrowed_steps", same_basis=false) }}),

    rates as (
        select *
        from own_rates
        union all
        select *
        from borrowed_rates
    )

select
    rates.system,
    rates.currency_code as from_currency,
    corporate.currency_code as to_currency,
    rates.basis,
    rates.valid_from,
    rates.valid_to,
    rates.value as rate
from rates
cross join corporate
where rates.currency_code <> corporate.currency_code
