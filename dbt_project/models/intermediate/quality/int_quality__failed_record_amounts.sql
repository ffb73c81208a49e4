-- The open pipeline that hangs on a failing record.
with
    links as (
        select distinct source_system, source_object, source_id, opportunity_key
        from {{ ref("int_quality__failed_record_opportunities") }}
    )

select links.source_system, links.source_object, links.source_id, {{ quality_amounts("weighed") }}
from links
inner join
    {{ ref("int_quality__open_amounts") }} as weighed
    on links.opportunity_key = weighed.opportunity_key
group by links.source_system, links.source_object, links.source_id
