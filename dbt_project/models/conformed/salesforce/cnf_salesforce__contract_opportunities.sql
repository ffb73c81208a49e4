{#- An opportunity names its contract; several may name one. -#}
select
    'contract' as source_object,
    contract_id as source_id,
    'opportunity' as opportunity_object,
    opportunity_id
from {{ ref("stg_salesforce__opportunities") }}
where not is_deleted and contract_id is not null
