{#- Pipelines, archived and deleted ones included: their records are still there. -#}
select 'deals' as source_object, pipeline_id as kind_id, max(pipeline_label) as label
from {{ ref("stg_hubspot__pipelines") }}
where object_type in ('deals', 'deal')
group by pipeline_id
union all
select 'leads' as source_object, pipeline_id as kind_id, max(pipeline_label) as label
from {{ ref("stg_hubspot__lead_pipelines") }}
group by pipeline_id
