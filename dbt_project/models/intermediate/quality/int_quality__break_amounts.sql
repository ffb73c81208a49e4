-- The open pipeline that hangs on the records of each told break, each opportunity once.
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
    )

select
    links.rule_id,
    links.source_system,
    links.source_object,
    links.field,
    {{ quality_amounts("weighed") }}
from links
inner join
    {{ ref("int_quality__open_amounts") }} as weighed
    on links.opportunity_key = weighed.opportunity_key
group by links.rule_id, links.source_system, links.source_object, links.field
