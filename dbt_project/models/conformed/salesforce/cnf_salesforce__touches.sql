{#- Responses to campaigns. -#}
select
    'campaign_member' as source_object,
    members.member_id as source_id,
    case when members.contact_id is not null then 'contact' else 'lead' end as person_object,
    coalesce(members.contact_id, members.lead_id) as person_id,
    members.campaign_id,
    'campaign_member.firstrespondeddate' as evidence_source,
    campaigns.name,
    {{ nothing("timestamp") }} as touched_at,
    members.first_responded_date as touched_day
from {{ ref("stg_salesforce__campaign_members") }} as members
left join
    {{ ref("stg_salesforce__campaigns") }} as campaigns
    on campaigns.campaign_id = members.campaign_id
where members.has_responded and members.first_responded_date is not null and not members.is_deleted
