{#- A subscription is of the deals that it is associated with. -#}
select distinct
    'subscriptions' as source_object,
    from_id as source_id,
    'deals' as opportunity_object,
    to_id as opportunity_id
from {{ ref("stg_hubspot__associations") }}
where from_type = 'subscriptions' and to_type = 'deals' and not is_deleted
