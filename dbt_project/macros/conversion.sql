{#- The rest of a query: amounts, and the same in the corporate currency. `amounts` is a CTE of
    (source_system, amount, home_amount, currency_code, vendor_rate, rate_date) and `keys` the columns
    that tell its rows apart, source_system among them.
    The rate is that of the day it closed or is to close. Where the vendor has worked out the amount in
    its own currency (home_amount), or at what rate it does so for this record (vendor_rate), that is
    taken on. Without a rate there is no converted amount, and `amount_conversion` says so; an amount of
    nothing is an amount. -#}
{% macro converted_amounts(amounts, keys) -%}
    ,
    currencies as (select * from {{ ref("int_currencies__chosen") }}),

    rates as (select * from {{ ref("int_fx_rates__crossed") }}),

    -- an amount without a code is in its system's own currency, and in an unknown one where the
    -- system names none
    coded as (
        select
            {%- for key in keys %} told.{{ key }}, {%- endfor %}
            told.amount,
            coalesce(
                told.home_amount,
                {{ money("cast(told.amount as " ~ double_type() ~ ") * told.vendor_rate") }}
            ) as home_amount,
            upper(coalesce(told.currency_code, source.currency)) as currency_code,
            upper(source.currency) as home_currency,
            told.rate_date
        from {{ amounts }} as told
        left join
            {{ ref("stg_meta__source_info") }} as source
            on source.source_system = told.source_system
    ),

    taken as (
        select
            coded.*,
            currencies.corporate_currency,
            coalesce(coded.currency_code, currencies.corporate_currency) is null
            or coded.amount = 0
            or coalesce(
                coded.currency_code = currencies.corporate_currency, false
            ) as needs_no_rate,
            coalesce(coded.home_amount, coded.amount) as taken_amount,
            case
                when coded.home_amount is not null then coded.home_currency else coded.currency_code
            end as taken_currency,
            coalesce(coded.rate_date, {{ reporting_day() }}) as day
        from coded
        cross join currencies
    ),

    rated as (
        select
            {%- for key in keys %} taken.{{ key }}, {%- endfor %}
            rates.basis,
            rates.rate,
            row_number() over (
                partition by
                    {%- for key in keys %} taken.{{ key }} {{- "," if not loop.last }} {%- endfor %}
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
            rated on rated.row_rank = 1
            {%- for key in keys %} and rated.{{ key }} = taken.{{ key }} {%- endfor %}
    )

    select
        {%- for key in keys %} {{ key }}, {%- endfor %}
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
{%- endmacro %}
