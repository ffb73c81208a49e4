{#- One row per living campaign of each system, with the channel that its type stands for. -#}
select
    told.source_system,
    told.source_object,
    told.source_id,
    told.name,
    told.utm_campaign,
    told.start_date,
    told.end_date,
    {{ reporting_date("told.created_at") }} as created_date,
    mapped.channel
from {{ ref("cnf_campaigns") }} as told
left join
    {{ ref("glossary_source_channels") }} as mapped
    on mapped.system = told.source_system
    and mapped.normalised_value = {{ comparable_source("told.campaign_type") }}
