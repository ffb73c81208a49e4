-- The open pipeline that hangs on a failing record. An opportunity without an amount weighs the
-- median of its stage: an estimate, kept apart.
with
    links as (
        select distinct source_system, source_object, source_id, opportunity_key
        from {{ ref("int_quality__failed_record_opportunities") }}
    ),

    pipeline as (
        select
            opportunity_key,
            case when not is_estimated then weight_amount end as known_amount,
            case when is_estimated then nullif(weight_amount, 0) end as estimated_amount
        from {{ ref("int_quality__open_pipeline") }}
    )

select
    links.source_system,
    links.source_object,
    links.source_id,
    cast(sum(pipeline.known_amount) as {{ money_type() }}) as amount_corporate,
    cast(sum(pipeline.estimated_amount) as {{ money_type() }}) as amount_estimated
from links
inner join pipeline on links.opportunity_key = pipeline.opportunity_key
group by links.source_system, links.source_object, links.source_id
