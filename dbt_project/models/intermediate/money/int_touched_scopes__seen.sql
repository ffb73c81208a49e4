{#- One row per channel of which a touch was ever seen, and campaign of which a touch or a member was: of
    any other nobody knows what it had a part in, which is not nothing. -#}
select distinct 'channel' as scope_type, channel as scope_value
from {{ ref("fct_touchpoint") }}
union all
select distinct 'campaign_name' as scope_type, {{ comparable_source("campaigns.name") }}
from
    (
        select campaign_key
        from {{ ref("fct_touchpoint") }}
        union
        select campaign_key
        from {{ ref("bridge_campaign_person") }}
    ) as met
inner join
    {{ ref("dim_campaign") }} as campaigns
    on campaigns.campaign_key = met.campaign_key
    and campaigns.name is not null
