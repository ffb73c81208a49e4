{#- What a state means shows from its category; where the run-as user may not see that, from the word itself.
    No unit test: one of two words, and the rest as it is. -#}
select
    'contract' as source_object,
    contract_id as source_id,
    case when account_id is not null then 'account' end as account_object,
    account_id,
    name,
    contract_number,
    status as status_text,
    coalesce(status_category, status) as status_value,
    start_date,
    end_date,
    cast(term_months as integer) as term_months,
    activated_at,
    created_at
from {{ ref("stg_salesforce__contracts") }}
where not is_deleted
