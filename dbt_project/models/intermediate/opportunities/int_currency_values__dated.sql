{#- One row per system, currency and span of days: what one unit was worth in the system's own currency.
    `basis` is dated where the system kept a history of rates, static where it only knows today's. A
    span ends where the next begins, whatever end was written: written ends overlap by a day. -#}
with
    dated as (
        select
            source_system as system,
            currency_code,
            valid_from,
            written_end,
            lead(valid_from) over (
                partition by source_system, currency_code
                order by valid_from, effective_at, {{ byte_order("rate_id") }}
            ) as next_begins,
            value
        from {{ ref("cnf_currency_rates") }}
        where basis = 'dated'
    ),

    static as (
        select source_system as system, currency_code, value
        from {{ ref("cnf_currency_rates") }}
        where basis = 'static'
    ),

    homes as (
        select source_system as system, own_currency_code as currency_code
        from {{ ref("cnf_source_accounts") }}
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
    cast(1 as {{ double_type() }}) as value
from homes
where homes.currency_code is not null
