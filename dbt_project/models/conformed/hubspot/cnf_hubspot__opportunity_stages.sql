{#- Deal stages, archived and deleted ones included: what the portal says of them. Their ids say nothing: a
    stage called closedwon may be one where deals are lost. -#}
with
    ranked as (
        select
            pipelines.*,
            row_number() over (
                partition by stage_id order by case when is_deleted then 1 else 0 end, pipeline_id
            ) as row_rank
        from {{ ref("stg_hubspot__pipelines") }} as pipelines
        where object_type in ('deals', 'deal')
    )

select
    'deals' as source_object,
    stage_id as stage_value,
    stage_label,
    is_closed,
    probability_ratio,
    display_order
from ranked
where row_rank = 1
