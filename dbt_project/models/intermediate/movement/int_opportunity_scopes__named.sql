{#- One row per opportunity that is or was there, with that by which the pipeline is broken down and does not
    change. -#}
select
    lives.opportunity_key,
    lives.name,
    lives.opportunity_type,
    coalesce(
        opportunities.channel,
        sources.channel,
        case when lives.source_value is null then 'unknown' else 'unmapped' end
    ) as channel
from {{ ref("int_opportunity_lives__listed") }} as lives
left join
    {{ ref("fct_opportunity") }} as opportunities
    on opportunities.opportunity_key = lives.opportunity_key
left join
    {{ ref("glossary_source_channels") }} as sources
    on sources.system = lives.source_system
    and sources.normalised_value = {{ comparable_source("lives.source_value") }}
