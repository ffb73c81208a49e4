-- A hit is an outcome whose amount in the pipeline is not the sum over its opportunities: a join
-- has
-- dropped or doubled one. Look for the opportunity that is missing from, or twice in,
-- mart_pipeline.
{{ config(meta={"dagster": {"ref": {"name": "mart_pipeline"}}}) -}}
with
    pipeline as (
        select disposition, sum(amount_corporate) as amount, count(*) as count_opportunities
        from {{ ref("mart_pipeline") }}
        where opportunity_key is not null
        group by disposition
    ),

    opportunities as (
        select stage_category, sum(amount_corporate) as amount, count(*) as count_opportunities
        from {{ ref("fct_opportunity") }}
        group by stage_category
    )

select opportunities.stage_category
from opportunities
full outer join pipeline on pipeline.disposition = opportunities.stage_category
where
    pipeline.disposition is null
    or opportunities.stage_category is null
    or pipeline.count_opportunities <> opportunities.count_opportunities
    or coalesce(pipeline.amount, 0) <> coalesce(opportunities.amount, 0)
