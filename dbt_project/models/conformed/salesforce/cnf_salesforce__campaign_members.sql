{#- Members of campaigns, whether they responded or not. -#}
select
    'campaign_member' as source_object,
    member_id as source_id,
    'campaign' as campaign_object,
    campaign_id,
    case when contact_id is not null then 'contact' else 'lead' end as person_object,
    coalesce(contact_id, lead_id) as person_id,
    status,
    has_responded,
    first_responded_date,
    created_at
from {{ ref("stg_salesforce__campaign_members") }}
where not is_deleted
