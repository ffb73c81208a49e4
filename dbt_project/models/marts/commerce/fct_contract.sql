{#- No unit test: int_contracts__stated as it is, with a key. -#}
select
    {{ source_key("source_system", "source_object", "source_id") }} as contract_key,
    source_system,
    source_object,
    source_id,
    contract_number,
    name,
    account_key,
    opportunity_key,
    count_opportunities,
    is_counted,
    status,
    status_text,
    start_date,
    end_date,
    end_basis,
    term_months,
    activated_date,
    created_date
from {{ ref("int_contracts__stated") }}
