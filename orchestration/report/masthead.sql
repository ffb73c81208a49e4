-- name: accounts
select source_system, ui_url
from marts.dim_source_system
order by source_system

-- name: currency
with corporate as (
    select min(currency_code) as currency_code, min(minor_units) as minor_units, count(*) as codes
    from marts.dim_currency
    where is_corporate
),

written as (
    select min(upper(trim(currency_code))) as currency_code,
           count(distinct upper(trim(currency_code))) as codes
    from marts.fct_opportunity
    where amount is not null and trim(currency_code) <> ''
)

-- where no corporate currency is known, the one that all opportunities name
select case when corporate.codes = 1 then corporate.currency_code
            when written.codes = 1 then written.currency_code
       end as currency_code,
       corporate.codes <> 1 and written.codes > 1 as is_mixed,
       cast(case when corporate.codes = 1 then corporate.minor_units end as bigint) as minor_units
from corporate
cross join written

-- name: freshness
select max(as_of) as as_of,
       (select count(*) from marts.mart_stream_fault) as faults
from marts.mart_stream_state

-- name: unsigned
select definition_id
from marts.dim_definition
where not is_signed
order by definition_id collate "C"
