-- The open pipeline that hangs on the records of each told break, each opportunity once. An
-- opportunity without an amount weighs the median of its stage: an estimate, kept apart.
with
    links as (
        select distinct
            touched.rule_id,
            touched.source_system,
            touched.source_object,
            touched.field,
            opportunities.opportunity_key
        from {{ ref("int_quality__break_records") }} as touched
        inner join
            {{ ref("int_quality__failed_record_opportunities") }} as opportunities
            on touched.source_system = opportunities.source_system
            and touched.source_object = opportunities.source_object
            and touched.source_id = opportunities.source_id
    ),

    pipeline as (
        select
            opportunity_key,
            case when not is_estimated then weight_amount end as known_amount,
            case when is_estimated then nullif(weight_amount, 0) end as estimated_amount
        from {{ ref("int_quality__open_pipeline") }}
    )

select
    links.rule_id,
    links.source_system,
    links.source_object,
    links.field,
    cast(sum(pipeline.known_amount) as {{ money_type() }}) as amount_corporate,
    cast(sum(pipeline.estimated_amount) as {{ money_type() }}) as amount_estimated
from links
inner join pipeline on links.opportunity_key = pipeline.opportunity_key
group by links.rule_id, links.source_system, links.source_object, links.field
