{#- The contacts that a deal is associated with, the one labelled primary first. -#}
select
    'deals' as source_object,
    from_id as source_id,
    'contacts' as person_object,
    to_id as person_id,
    label as role,
    case when lower(label) = 'primary' then 5 else 6 end as link_rank,
    false as became_opportunity,
    {{ nothing("timestamp") }} as linked_at
from {{ ref("stg_hubspot__associations") }}
where from_type = 'deals' and to_type = 'contacts' and not is_deleted
