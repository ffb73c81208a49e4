select
    {{ source_key("contents.source_system", "contents.source_object", "contents.source_id") }}
    as content_key,
    contents.source_system,
    contents.source_object,
    contents.source_id,
    contents.content_kind,
    contents.name,
    contents.title,
    campaigns.campaign_key,
    contents.made_at
from {{ ref("cnf_contents") }} as contents
left join
    {{ ref("dim_campaign") }} as campaigns
    on campaigns.source_system = contents.source_system
    and campaigns.source_object = contents.campaign_object
    and campaigns.source_id = contents.campaign_id
