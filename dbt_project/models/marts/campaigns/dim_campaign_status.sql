{#- What members of a campaign may be, by the campaign's own list, and what they are; and whether that is an
    answer. -#}
with
    statuses as (
        select
            source_system,
            {{ source_key("source_system", "campaign_object", "campaign_id") }} as campaign_key,
            status,
            max(case when is_response then 1 else 0 end) = 1 as is_response,
            max(case when is_default then 1 else 0 end) = 1 as is_default
        from {{ ref("cnf_campaign_statuses") }}
        group by source_system, campaign_object, campaign_id, status
    ),

    members as (
        select
            campaign_key,
            status,
            count(*) as count_members,
            sum(case when has_responded then 1 else 0 end) as count_responded
        from {{ ref("bridge_campaign_person") }}
        where status is not null
        group by campaign_key, status
    ),

    places as (
        select campaign_key, status
        from statuses
        union
        select campaign_key, status
        from members
    )

select
    campaigns.campaign_key,
    campaigns.source_system,
    places.status,
    statuses.is_response,
    statuses.is_default,
    coalesce(members.count_members, 0) as count_members,
    cast(coalesce(members.count_responded, 0) as bigint) as count_responded
from places
inner join {{ ref("dim_campaign") }} as campaigns on campaigns.campaign_key = places.campaign_key
left join
    statuses on statuses.campaign_key = places.campaign_key and statuses.status = places.status
left join members on members.campaign_key = places.campaign_key and members.status = places.status
