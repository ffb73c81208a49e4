{#- One row per HubSpot deal stage, archived and deleted ones included: what the portal says of it. Its
    id says nothing: a stage called closedwon may be one where deals are lost. -#}
with
    stages as (
        select
            pipelines.*,
            row_number() over (
                partition by stage_id order by case when is_deleted then 1 else 0 end, pipeline_id
            ) as place
        from {{ ref("stg_hubspot__pipelines") }} as pipelines
        where object_type in ('deals', 'deal')
    )

select
    stages.stage_id,
    stages.stage_label,
    stages.is_closed,
    stages.probability_ratio,
    stages.display_order,
    case
        when stages.is_closed and stages.probability_ratio = 1
        then 'won'
        when stages.is_closed
        then 'lost'
        else 'open'
    end as stage_category,
    shared.shared_rank
from stages
left join
    {{ ref("glossary_opportunity_stages") }} as shared
    on shared.system = 'hubspot'
    and shared.value = stages.stage_id
where stages.place = 1
