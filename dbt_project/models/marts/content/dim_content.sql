{#- The campaign is the one whose record is named, else the elder of that name. -#}
with
    campaigns as (
        select
            *,
            {{ lower_case(trimmed("name")) }} as comparable_name,
            row_number() over (
                partition by {{ lower_case(trimmed("name")) }}
                order by created_at nulls last, source_system, source_object, campaign_key
            ) as place_of_name
        from {{ ref("dim_campaign") }}
    )

select
    {{ source_key("contents.source_system", "contents.source_object", "contents.source_id") }}
    as content_key,
    contents.source_system,
    contents.source_object,
    contents.source_id,
    contents.content_kind,
    contents.name,
    contents.title,
    coalesce(campaigns.campaign_key, named.campaign_key) as campaign_key,
    contents.made_at
from {{ ref("cnf_contents") }} as contents
left join
    campaigns
    on campaigns.source_system = contents.source_system
    and campaigns.source_object = contents.campaign_object
    and campaigns.source_id = contents.campaign_id
left join
    campaigns as named
    on named.comparable_name = {{ lower_case(trimmed("contents.campaign_name")) }}
    and named.place_of_name = 1
