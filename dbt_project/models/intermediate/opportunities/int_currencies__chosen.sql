{#- One row: the currency that amounts are summed in. -#}
with
    ranked as (
        select
            currency_code,
            row_number() over (
                order by
                    case when currency_code is not null then 0 else 1 end,
                    currency_rank,
                    source_system
            ) as row_rank
        from {{ ref("cnf_source_accounts") }}
    )

select
    coalesce(
        {{ glossary("corporate_currency") }}, max(case when row_rank = 1 then currency_code end)
    ) as corporate_currency
from ranked
