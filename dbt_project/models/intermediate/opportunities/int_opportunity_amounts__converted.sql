{#- One row per record of an opportunity: its amount, and the same in the corporate currency by the rate of
    the day it closed or is to close. Where the vendor has worked out the amount in its own currency,
    that one is taken on, because it was frozen on that day. Without a rate there is no converted
    amount, and `amount_conversion` says so; an amount of nothing is an amount. -#}
with
    currencies as (select * from {{ ref("int_currencies__chosen") }}),

    rates as (select * from {{ ref("int_fx_rates__crossed") }}),

    -- an amount without a code is in its system's own currency, and in an unknown one where the
    -- system names none
    records as (
        select
            described.source_system,
            described.source_object,
            described.source_id,
            described.amount,
            described.home_amount,
            upper(coalesce(described.currency_code, source.currency)) as currency_code,
            upper(source.currency) as home_currency,
            described.close_date as rate_date
        from {{ ref("int_opportunity_records__described") }} as described
        left join
            {{ ref("stg_meta__source_info") }} as source
            on source.source_system = described.source_system
    ),

    taken as (
        select
            records.*,
            currencies.corporate_currency,
            coalesce(records.currency_code, currencies.corporate_currency) is null
            or records.amount = 0
            or coalesce(
                records.currency_code = currencies.corporate_currency, false
            ) as needs_no_rate,
            case
                when records.home_amount is not null then records.home_amount else records.amount
            end as taken_amount,
            case
                when records.home_amount is not null
                then records.home_currency
                else records.currency_code
            end as taken_currency,
            coalesce(records.rate_date, {{ reporting_day() }}) as day
        from records
        cross join currencies
    ),

    rated as (
        select
            taken.source_system,
            taken.source_object,
            taken.source_id,
            rates.basis,
            rates.rate,
            row_number() over (
                partition by taken.source_system, taken.source_object, taken.source_id
                order by
                    case when rates.system = taken.source_system then 0 else 1 end,
                    case when rates.basis = 'static' then 1 else 0 end,
                    rates.system
            ) as row_rank
        from taken
        inner join
            rates
            on rates.from_currency = taken.taken_currency
            and rates.valid_from <= taken.day
            and (rates.valid_to is null or rates.valid_to > taken.day)
        where taken.amount is not null and not taken.needs_no_rate
    ),

    converted as (
        select
            taken.*,
            rated.basis,
            case
                when taken.amount is null or taken.needs_no_rate
                then taken.amount
                when taken.taken_currency = taken.corporate_currency
                then taken.taken_amount
                else
                    {{
                        money(
                            "cast(taken.taken_amount as "
                            ~ double_type()
                            ~ ") * cast(rated.rate as "
                            ~ double_type()
                            ~ ")"
                        )
                    }}
            end as amount_corporate
        from taken
        left join
            rated
            on rated.source_system = taken.source_system
            and rated.source_object = taken.source_object
            and rated.source_id = taken.source_id
            and rated.row_rank = 1
    )

select
    source_system,
    source_object,
    source_id,
    amount,
    currency_code,
    amount_corporate,
    case
        when amount is null
        then 'no_amount'
        when needs_no_rate
        then 'no_rate_needed'
        when amount_corporate is null
        then 'missing_rate'
        when taken_currency = corporate_currency
        then 'vendor_amount'
        else basis || '_rate'
    end as amount_conversion
from converted
