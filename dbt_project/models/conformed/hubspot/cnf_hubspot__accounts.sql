select
    'companies' as source_object,
    company_id as source_id,
    name,
    industry,
    country,
    domain as first_address,
    website as second_address,
    'owners' as owner_object,
    owner_id,
    false as is_person_account,
    {{ nothing("text") }} as person_object,
    {{ nothing("text") }} as person_id,
    -- portals make a company of every new domain: two of them may well be one
    false as is_one_per_company,
    2 as account_rank,
    created_at,
    is_deleted,
    merged_into
from {{ ref("stg_hubspot__companies") }}
