-- A hit is an opportunity that no lead cycle holds, or that several do.
{{ config(meta={"dagster": {"ref": {"name": "mart_pipeline"}}}) -}}
select opportunities.opportunity_key, count(pipeline.cycle_key) as count_cycles
from {{ ref("fct_opportunity") }} as opportunities
left join
    {{ ref("mart_pipeline") }} as pipeline
    on pipeline.opportunity_key = opportunities.opportunity_key
group by opportunities.opportunity_key
having count(pipeline.cycle_key) <> 1
