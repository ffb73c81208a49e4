{#- Responses to campaigns. Where somebody came from, the campaign's type tells. -#}
select
    'campaign_member' as source_object,
    members.member_id as source_id,
    'campaign_response' as touch_type,
    'salesforce' as person_system,
    case when members.contact_id is not null then 'contact' else 'lead' end as person_object,
    coalesce(members.contact_id, members.lead_id) as person_id,
    {{ nothing("text") }} as email,
    {{ nothing("text") }} as visitor_id,
    'campaign' as campaign_object,
    members.campaign_id,
    'campaign_member.firstrespondeddate' as evidence_source,
    campaigns.name,
    {{ nothing("text") }} as content_object,
    {{ nothing("text") }} as content_id,
    campaigns.campaign_type as source_value,
    {{ nothing("text") }} as utm_source,
    {{ nothing("text") }} as utm_medium,
    campaigns.name as utm_campaign,
    {{ nothing("text") }} as utm_content,
    {{ nothing("text") }} as utm_term,
    {{ nothing("boolean") }} as is_machine,
    {{ nothing("timestamp") }} as touched_at,
    members.first_responded_date as touched_day
from {{ ref("stg_salesforce__campaign_members") }} as members
left join
    {{ ref("stg_salesforce__campaigns") }} as campaigns
    on campaigns.campaign_id = members.campaign_id
where members.has_responded and members.first_responded_date is not null and not members.is_deleted
