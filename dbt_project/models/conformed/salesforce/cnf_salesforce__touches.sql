{#- Responses to campaigns. -#}
select
    'campaign_member' as source_object,
    member_id as source_id,
    case when contact_id is not null then 'contact' else 'lead' end as person_object,
    coalesce(contact_id, lead_id) as person_id,
    campaign_id,
    'campaign_member.firstrespondeddate' as evidence_source,
    {{ nothing("timestamp") }} as touched_at,
    first_responded_date as touched_day
from {{ ref("stg_salesforce__campaign_members") }}
where has_responded and first_responded_date is not null and not is_deleted
