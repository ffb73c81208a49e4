with
    members as (
        select
            {{ source_key("source_system", "source_object", "source_id") }} as campaign_member_key,
            {{ source_key("source_system", "campaign_object", "campaign_id") }} as campaign_key,
            source_system,
            source_object,
            source_id,
            person_object,
            person_id,
            status,
            has_responded,
            first_responded_date,
            created_at
        from {{ ref("cnf_campaign_members") }}
    )

select
    members.campaign_member_key,
    campaigns.campaign_key,
    persons.person_key,
    members.source_system,
    members.source_object,
    members.source_id,
    members.status,
    members.has_responded,
    members.first_responded_date,
    members.created_at
from members
left join {{ ref("dim_campaign") }} as campaigns on campaigns.campaign_key = members.campaign_key
left join
    {{ ref("bridge_person_source") }} as persons
    on persons.source_system = members.source_system
    and persons.source_object = members.person_object
    and persons.source_id = members.person_id
