{#- Accounts. That of a private customer (a person account) is a contact as well. -#}
select
    'account' as source_object,
    account_id as source_id,
    name,
    industry,
    coalesce(country, person_country) as country,
    website as first_address,
    {{ nothing("text") }} as second_address,
    'user' as owner_object,
    owner_id,
    is_person_account,
    'contact' as person_object,
    person_contact_id as person_id,
    -- sales makes accounts by hand: two of them are two until somebody merges them
    true as is_one_per_company,
    1 as account_rank,
    created_at,
    is_deleted,
    coalesce(merged_into, master_account_id) as merged_into
from {{ ref("stg_salesforce__accounts") }}
